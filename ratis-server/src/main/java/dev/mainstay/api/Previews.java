// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.StoredFormat;
import dev.mainstay.codec.api.PreviewEncoder;
import dev.mainstay.codec.api.ReadConsistency;
import dev.mainstay.port.NodeClock;
import dev.mainstay.proto.v1.ChangePreview;
import dev.mainstay.state.Applied;
import dev.mainstay.state.Author;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.CommandApplier;
import dev.mainstay.state.LogEntry;
import dev.mainstay.state.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells what a change would do: applies it to a current state in memory, with the same function as
 * the log does, and plans from both.
 */
final class Previews {

    private final Reads reads;
    private final PlanSource plans;
    private final NodeClock clock;

    Previews(Reads reads, PlanSource plans, NodeClock clock) {
        this.reads = reads;
        this.plans = plans;
        this.clock = clock;
    }

    /** @throws io.grpc.StatusRuntimeException where the change would be rejected */
    ChangePreview of(Command command, Author author) {
        ClusterState before = reads.read(ReadConsistency.CURRENT).state();
        return of(before, command, author, plans, now(before));
    }

    /** The same for a given state and time. Pure. */
    static ChangePreview of(
            ClusterState before, Command command, Author author, PlanSource plans, Instant now) {
        ClusterState after = after(before, command, author, now);
        return new PreviewEncoder(
                plans.plan(before, now).decided(), plans.plan(after, now).decided())
                .encode(before, after);
    }

    private static ClusterState after(
            ClusterState before, Command command, Author author, Instant now) {
        Applied applied = new CommandApplier(new StoredFormat()).apply(before,
                new LogEntry(before.appliedIndex() + 1, before.position().term(), now,
                        before.featureLevel(), author, Optional.empty(), command));
        if (applied.outcome() instanceof Outcome.Rejected(var rejection)) {
            throw RejectionMapper.failure(rejection);
        }
        return applied.state();
    }

    private Instant now(ClusterState state) {
        Instant wall = clock.wall();
        return wall.isAfter(state.logTime()) ? wall : state.logTime();
    }
}
