// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the agents say of promoting instances: their promotion scores. */
final class AgentPromotionScores {
    private final WorkingState state;
    private final ColocationLists lists;

    AgentPromotionScores(WorkingState state, ColocationLists lists) {
        this.state = state;
        this.lists = lists;
    }

    /** Lets machines that would make good promoted ones attract instances. */
    void addTo(WorkResource clone) {
        for (WorkResource instance : clone.children()) {
            for (WorkNode node : state.nodes()) {
                if (!instance.scores().has(node) || instance.scores().get(node) < 0
                        || !NodeChoice.isAvailable(node, instance)) {
                    continue;
                }
                int score = score(instance, node).orElse(0);
                if (score > 0) {
                    // For a group it weighs on the whole, not on where its members would go.
                    instance.scores().add(node, score);
                    state.ledger().add(instance.id(), node.name(), score,
                            new ScoreSource.PromotionAttribute());
                }
                if (score > instance.options().priority()) {
                    instance.options(instance.options().withPriority(score));
                    lists.priorityChanged();
                }
            }
        }
    }

    /** What the agents said of promoting this instance on that machine; empty if nothing. */
    OptionalInt score(WorkResource resource, WorkNode node) {
        if (!resource.isPrimitive()) {
            return ofMembers(resource, node);
        }
        if (!applies(resource, node) || !NodeChoice.isAvailable(node, resource)
                || resource.scores().orBanned(node) < 0) {
            return OptionalInt.empty();
        }
        String value = attribute(resource, node, historyName(resource));
        if (value == null) {
            value = attribute(resource, node, resource.id());
        }
        if (value == null && !resource.is(ResourceFlag.UNIQUE)) {
            value = attribute(resource, node, resource.baseId());
        }
        return value == null ? OptionalInt.empty()
                : OptionalInt.of(Score.parse(value).map(Score::value).orElse(0));
    }

    /** The plain sum of what members say: one more or less than infinity counts here. */
    private OptionalInt ofMembers(WorkResource group, WorkNode node) {
        List<OptionalInt> parts = group.children().stream().map(m -> score(m, node))
                .filter(OptionalInt::isPresent).toList();
        return parts.isEmpty() ? OptionalInt.empty()
                : OptionalInt.of(Math.clamp(parts.stream().mapToLong(OptionalInt::getAsInt).sum(),
                        -Score.INFINITY_VALUE, Score.INFINITY_VALUE));
    }

    /** The name under which the agent knows the instance, which may carry another number. */
    private String historyName(WorkResource resource) {
        return state.histories(resource).stream().reduce((a, b) -> b)
                .map(h -> h.history().instance().value()).orElse(resource.id());
    }

    private static @Nullable String attribute(WorkResource resource, WorkNode node, String id) {
        WorkNode source = node;
        WorkResource container = node.container();
        boolean onHost = resource.meta("container-attribute-target").filter("host"::equals)
                .isPresent();
        if (onHost && container != null) {
            source = container.assigned() != null ? container.assigned()
                    : container.running().isEmpty() ? node : container.running().get(0);
        }
        return source.attributes().get("master-" + id);
    }

    /**
     * An instance goes by what was said on machines where it, or any of its siblings that is not
     * active there, was looked for; one that was seen nowhere goes by all. What was said where a
     * sibling is active is meant for that one.
     */
    private boolean applies(WorkResource resource, WorkNode node) {
        if (resource.history().isKnownOn(node) || resource.runsOn(node)) {
            return true;
        }
        if (state.nodes().stream()
                .noneMatch(n -> resource.history().isKnownOn(n) || resource.runsOn(n))) {
            return true;
        }
        WorkResource clone = resource.enclosingClone();
        if (clone == null || clone.is(ResourceFlag.UNIQUE)) {
            return false;
        }
        List<WorkResource> siblings = clone.primitives()
                .filter(p -> p.baseId().equals(resource.baseId())).toList();
        return siblings.stream().anyMatch(p -> p.history().isKnownOn(node))
                && siblings.stream().noneMatch(p -> p.runsOn(node));
    }
}
