// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.StoredFormat;
import dev.mainstay.effect.EffectScope;
import dev.mainstay.effect.WantedActions;
import dev.mainstay.port.NodeClock;
import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.state.Applied;
import dev.mainstay.state.Author;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.ConfigurationChange;
import dev.mainstay.state.CommandApplier;
import dev.mainstay.state.LogEntry;
import dev.mainstay.state.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells what the cluster would do because of a change: the change is applied to a state that nobody
 * sees, with the code that apply uses, and planned from.
 */
final class Previews {

    private final WantedActions plans;
    private final NodeClock clock;
    private final CommandApplier applier = new CommandApplier(new StoredFormat());

    Previews(WantedActions plans, NodeClock clock) {
        this.plans = plans;
        this.clock = clock;
    }

    /** Throws the rejection's status where the change would be rejected. */
    List<PlannedAction> of(
            ClusterState state, Optional<Long> expectedRevision, ConfigurationChange change) {
        Instant wall = clock.wall();
        Instant now = wall.isAfter(state.logTime()) ? wall : state.logTime();
        Applied applied = applier.apply(state, new LogEntry(state.appliedIndex() + 1,
                state.position().term(), now, state.featureLevel(), Author.cluster("preview"),
                Optional.empty(),
                new Command.ChangeConfiguration(expectedRevision, change, "")));
        if (applied.outcome() instanceof Outcome.Rejected(var rejection)) {
            throw RejectionMapper.failure(rejection);
        }
        return EffectScope.added(plans.of(state, now), plans.of(applied.state(), now));
    }
}
