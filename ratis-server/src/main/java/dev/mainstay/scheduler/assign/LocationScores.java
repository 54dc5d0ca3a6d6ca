// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.unpack.FailCounts;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.LocationRule;
import dev.mainstay.scheduler.work.NodeScores;
import dev.mainstay.scheduler.work.NodeScores.Discovery;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes everything that speaks for or against machines, colocations aside, into the scores. */
final class LocationScores {
    private final UnpackContext context;
    private final WorkingState state;
    private final FailCounts failCounts;

    private LocationScores(UnpackContext context) {
        this.context = context;
        this.state = context.state();
        this.failCounts = FailCounts.of(context);
    }

    static void apply(UnpackContext context) {
        LocationScores scores = new LocationScores(context);
        List<WorkResource> all = scores.state.allResources().toList();
        all.forEach(resource -> List.copyOf(resource.locations()).stream()
                .forEach(rule -> scores.applyOrLimit(resource, rule)));
        all.stream().filter(WorkResource::isPrimitive).forEach(scores::stickiness);
        List<WorkNode> failed = scores.state.nodes().stream().filter(FailCounts::anyOn).toList();
        all.stream().filter(WorkResource::isPrimitive)
                .forEach(resource -> scores.failureLimits(resource, failed));
        all.forEach(scores::exclusiveDiscovery);
        all.stream().filter(WorkResource::isPrimitive).forEach(scores::machineKinds);
    }

    /** A role's preference weighs on promotion only, but what it excludes is excluded for all. */
    private void applyOrLimit(WorkResource resource, LocationRule rule) {
        if (rule.role() == null) {
            apply(resource, rule, true);
        } else if (rule.discovery() == Discovery.EXCLUSIVE) {
            resource.set(ResourceFlag.EXCLUSIVE_DISCOVERY);
        }
    }

    /** A group's preference counts once, through its first member. */
    private void apply(WorkResource resource, LocationRule rule, boolean withScore) {
        for (LocationRule.NodeScore score : rule.nodes()) {
            NodeScores scores = resource.scores();
            if (scores.has(score.node()) && isOffLimits(scores, score.node())) {
                continue;
            }
            scores.add(score.node(), withScore ? score.score() : 0);
            if (rule.discovery().compareTo(scores.discovery(score.node())) > 0) {
                if (rule.discovery() == Discovery.EXCLUSIVE) {
                    resource.set(ResourceFlag.EXCLUSIVE_DISCOVERY);
                }
                scores.discovery(score.node(), rule.discovery());
            }
            if (withScore && score.score() != 0) {
                state.ledger().add(resource.id(), score.node().name(), score.score(),
                        rule.source());
            }
        }
        boolean first = true;
        for (WorkResource child : resource.children()) {
            boolean internal = resource.isBundle()
                    && (child.isClone() || child.is(ResourceFlag.REMOTE_CONNECTION));
            if (!internal) {
                apply(child, rule, withScore && (first || !resource.isGroup()));
            }
            first = false;
        }
    }

    private static boolean isOffLimits(NodeScores scores, WorkNode node) {
        return node.isGuest() && scores.discovery(node) == Discovery.NEVER
                && scores.get(node) <= -Score.INFINITY_VALUE;
    }

    private void stickiness(WorkResource resource) {
        if (!resource.is(ResourceFlag.MANAGED) || resource.options().stickiness() < 1
                || resource.running().size() != 1) {
            return;
        }
        WorkNode node = resource.running().get(0);
        if (state.options().symmetric() || resource.scores().has(node)) {
            add(resource, node, resource.options().stickiness(), new ScoreSource.Stickiness());
        }
    }

    private void add(WorkResource resource, WorkNode node, int score, ScoreSource source) {
        resource.scores().add(node, score);
        state.ledger().add(resource.id(), node.name(), score, source);
    }

    private void failureLimits(WorkResource resource, List<WorkNode> nodes) {
        if (resource.options().migrationThreshold() == 0 || resource.is(ResourceFlag.IGNORE_FAILURE)
                || !resource.is(ResourceFlag.MANAGED)) {
            return;
        }
        WorkResource failed = resource.is(ResourceFlag.UNIQUE) ? resource : resource.top(false);
        for (WorkNode node : nodes) {
            int count = failCounts.effective(resource, node, Optional.empty()).count();
            if (count > 0 && count >= resource.options().migrationThreshold()) {
                ban(failed, node, new ScoreSource.FailureLimit(
                        count, resource.options().migrationThreshold()));
            }
        }
    }

    /** Unlike a preference, which counts once for a group, this holds for each member. */
    private void ban(WorkResource resource, WorkNode node, ScoreSource source) {
        LocationRule rule = new LocationRule(source, null, Discovery.ALWAYS, List.of(
                new LocationRule.NodeScore(node, -Score.INFINITY_VALUE)));
        resource.tree().toList().forEach(part -> apply(part, rule, true));
    }

    private void exclusiveDiscovery(WorkResource resource) {
        boolean exclusive = resource.is(ResourceFlag.EXCLUSIVE_DISCOVERY)
                || resource.top(false).is(ResourceFlag.EXCLUSIVE_DISCOVERY);
        if (!exclusive) {
            return;
        }
        for (WorkNode node : state.nodes()) {
            if (resource.scores().has(node)
                    && resource.scores().discovery(node) != Discovery.EXCLUSIVE) {
                resource.scores().put(node, -Score.INFINITY_VALUE);
                state.ledger().add(resource.id(), node.name(), -Score.INFINITY_VALUE,
                        new ScoreSource.ExclusiveDiscovery());
            }
        }
    }

    /** Connections, fence devices and what runs guests need a full member below them. */
    private void machineKinds(WorkResource resource) {
        boolean guestLauncher = resource.launched().stream()
                .anyMatch(r -> r.is(ResourceFlag.REMOTE_CONNECTION) && !r.is(ResourceFlag.BUNDLED));
        if (!resource.is(ResourceFlag.REMOTE_CONNECTION) && !resource.isFenceDevice()
                && !guestLauncher) {
            return;
        }
        List<WorkResource> affected = new ArrayList<>();
        affected.add(resource);
        for (WorkNode node : state.nodes()) {
            if (node.isRemote()) {
                affected.forEach(r -> {
                    r.scores().put(node, -Score.INFINITY_VALUE);
                    state.ledger().add(r.id(), node.name(), -Score.INFINITY_VALUE,
                            new ScoreSource.NodeKindMismatch());
                });
            }
        }
        if (resource.isFenceDevice() || guestLauncher) {
            return;
        }
        if (context.state().options().symmetric()) {
            return;
        }
        // Connections to guests need no opt-in of their own: they follow what runs the guest.
        if (resource.is(ResourceFlag.IMPLICIT)) {
            state.nodes().stream().filter(n -> !n.isRemote() && !resource.scores().has(n))
                    .forEach(n -> resource.scores().put(n, 0));
        }
    }
}
