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

/** Keeps resources from running, or being promoted, without the tickets they depend on. */
final class Tickets {
    private Tickets() {}

    static void apply(UnpackContext context) {
        for (TicketRule rule : context.state().tickets()) {
            if (!rule.granted()) {
                missing(context, rule, rule.resource());
            } else if (rule.standby()) {
                forbid(context, rule, rule.resource());
            }
        }
    }

    private static void missing(UnpackContext context, TicketRule rule, WorkResource resource) {
        if (!resource.isPrimitive()) {
            resource.children().forEach(child -> missing(context, rule, child));
            if (resource.isGroup() || resource.isClone()) {
                return;
            }
        }
        boolean active = !resource.running().isEmpty();
        if (!active) {
            forbid(context, rule, resource);
            return;
        }
        switch (rule.policy()) {
            case STOP, DEMOTE -> forbid(context, rule, resource);
            case FENCE -> {
                forbid(context, rule, resource);
                if (roleMatches(rule, resource)) {
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

    private static void forbid(UnpackContext context, TicketRule rule, WorkResource resource) {
        boolean promotionOnly = rule.role() == Role.PROMOTED
                || rule.policy() == TicketRule.LossPolicy.DEMOTE;
        List<LocationRule.NodeScore> everywhere = context.state().nodes().stream()
                .map((WorkNode n) -> new LocationRule.NodeScore(n, -Score.INFINITY_VALUE))
                .toList();
        resource.locations().add(new LocationRule(
                new ScoreSource.MissingTicket(rule.ticket()),
                promotionOnly ? Role.PROMOTED : null, Discovery.ALWAYS, everywhere));
    }
}
