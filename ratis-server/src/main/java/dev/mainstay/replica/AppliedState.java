// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import dev.mainstay.codec.LogCodec;
import dev.mainstay.codec.OutcomeCodec;
import dev.mainstay.codec.SnapshotCodec;
import dev.mainstay.codec.UnreadableEntry;
import dev.mainstay.port.FrozenState;
import dev.mainstay.port.ReplicatedState;
import dev.mainstay.port.StateSource;
import dev.mainstay.port.UnappliableEntryException;
import dev.mainstay.state.Applied;
import dev.mainstay.state.ClusterEvent;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.CommandApplier;
import dev.mainstay.state.LogEntry;
import dev.mainstay.state.Outcome;
import dev.mainstay.state.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The state as far as the log is applied on this machine. One thread applies; the result is one
 * immutable value behind one volatile reference, so readers neither lock nor wait.
 */
public final class AppliedState implements StateSource, ReplicatedState {

    private final CommandApplier applier;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile ClusterState current;

    public AppliedState(ClusterState initial, CommandApplier applier) {
        this.applier = applier;
        this.current = initial;
    }

    @Override
    public ClusterState current() {
        return current;
    }

    @Override
    public AutoCloseable subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public byte[] apply(long index, long term, byte[] entry) {
        LogEntry decoded = decode(index, term, entry);
        Applied applied = applier.apply(current, decoded);
        requireNoDeviation(decoded, applied.outcome());
        publish(applied.state(), applied.events());
        return OutcomeCodec.encode(applied.outcome());
    }

    @Override
    public FrozenState freeze() {
        return new Frozen(current);
    }

    @Override
    public boolean canApply(int featureLevel) {
        return featureLevel <= ClusterState.SUPPORTED_FEATURE_LEVEL;
    }

    @Override
    public void restore(long index, long term, InputStream state) throws IOException {
        publish(SnapshotCodec.read(state), List.of());
    }

    /** What a state that differs from the leader's would decide must reach nobody. */
    private static void requireNoDeviation(LogEntry entry, Outcome outcome) {
        if (entry.command() instanceof Command.RecordDigest
                && outcome instanceof Outcome.Rejected(Rejection.Invalid deviation)) {
            throw new UnappliableEntryException("entry " + entry.index() + ": "
                    + deviation.message());
        }
    }

    private static LogEntry decode(long index, long term, byte[] entry) {
        try {
            return LogCodec.decode(index, term, entry);
        } catch (UnreadableEntry unreadable) {
            throw new UnappliableEntryException(
                    "entry " + index + " cannot be applied: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    private void publish(ClusterState next, List<ClusterEvent> events) {
        current = next;
        for (Listener listener : listeners) {
            listener.applied(next, events);
        }
    }

    private record Frozen(ClusterState state) implements FrozenState {
        @Override
        public int featureLevel() {
            return state.featureLevel();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            SnapshotCodec.write(state, out);
        }
    }
}
