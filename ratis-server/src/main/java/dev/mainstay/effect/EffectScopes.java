// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.effect;

import dev.mainstay.model.ResourceId;
import dev.mainstay.state.ClusterState;
import java.time.Instant;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the scope of a change that was committed, by planning without and with it. */
public final class EffectScopes {

    private final RecentChanges changes;
    private final WantedActions plans;

    public EffectScopes(RecentChanges changes, WantedActions plans) {
        this.changes = changes;
        this.plans = plans;
    }

    /** The first and the last entry of a change: most have one. */
    public record Entries(long first, long last) {}

    /**
     * The scope of a change, and of the resources that its author says it is about:
     * who enables what is enabled already wants to know when it runs.
     *
     * @param present a state that the entries are applied to
     */
    public EffectScope of(
            Entries entries,
            Collection<ResourceId> subjects,
            ClusterState present,
            Instant now) {
        NavigableSet<ResourceId> primitives = new TreeSet<>();
        subjects.forEach(id -> primitives.addAll(present.revisions().index().leaves(id)));
        Optional<ClusterState> before = changes.before(entries.first());
        Optional<ClusterState> after = changes.after(entries.last());
        if (before.isEmpty() || after.isEmpty()) {
            return primitives.isEmpty()
                    ? new EffectScope.Everything()
                    : new EffectScope.Named(primitives, new TreeSet<>());
        }
        // What a removed resource consisted of is known from before alone.
        subjects.forEach(
                id -> primitives.addAll(before.get().revisions().index().leaves(id)));
        return EffectScope.between(plans.of(before.get(), now), plans.of(after.get(), now))
                .with(primitives);
    }
}
