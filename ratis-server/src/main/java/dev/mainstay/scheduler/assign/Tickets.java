// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Role;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.unpack.FencingRequests;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.LocationRule;
import dev.mainstay.scheduler.work.NodeScores.Discovery;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.TicketRule;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps resources from running, or being promoted, without the tickets they depend on. */
final class Tickets {
    private Tickets() {}

    static void apply(UnpackContext context) {
        for (TicketRule rule : context.state().tickets()) {
            if (!rule.granted() || rule.standby()) {
                missing(context, rule, rule.resource());
            }
        }
    }

    private static void missing(UnpackContext context, TicketRule rule, WorkResource resource) {
        if (rule.role() == Role.PROMOTED) {
            forbid(context, rule, resource, Role.PROMOTED);
        }
        if (!resource.children().isEmpty()) {
            resource.children().forEach(child -> missing(context, rule, child));
            return;
        }
        boolean promotionOnly = rule.role() == Role.PROMOTED;
        if (rule.granted() || resource.running().isEmpty()) {
            if (!promotionOnly || rule.policy() == TicketRule.LossPolicy.STOP) {
                forbid(context, rule, resource, null);
            }
            return;
        }
        switch (rule.policy()) {
            case STOP -> forbid(context, rule, resource, null);
            case DEMOTE -> {
                if (!promotionOnly) {
                    forbid(context, rule, resource, null);
                }
            }
            case FENCE -> {
                if (roleMatches(rule, resource)) {
                    forbid(context, rule, resource, null);
                    List.copyOf(resource.running()).forEach(node -> FencingRequests.request(
                            node, "deadman ticket " + rule.ticket() + " was lost"));
                }
            }
            case FREEZE -> {
                if (roleMatches(rule, resource)) {
                    resource.clear(ResourceFlag.MANAGED);
                    resource.set(ResourceFlag.BLOCKED);
                }
            }
        }
    }

    private static boolean roleMatches(TicketRule rule, WorkResource resource) {
        Role role = rule.role();
        return role == null || role == Role.STARTED || resource.role() == role;
    }

    private static void forbid(UnpackContext context, TicketRule rule, WorkResource resource,
            @Nullable Role role) {
        List<LocationRule.NodeScore> everywhere = context.state().nodes().stream()
                .map((WorkNode n) -> new LocationRule.NodeScore(n, -Score.INFINITY_VALUE))
                .toList();
        resource.locations().add(new LocationRule(
                new ScoreSource.MissingTicket(rule.ticket()), role, Discovery.ALWAYS,
                everywhere));
    }
}
