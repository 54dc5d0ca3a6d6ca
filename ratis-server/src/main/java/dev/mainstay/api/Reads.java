// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.ReadConsistency;
import dev.mainstay.codec.api.Reading;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterState;
import io.grpc.Status;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Gives callers a state that is as current as they ask for. */
final class Reads {

    private final NodeId self;
    private final StateSource states;
    private final Supplier<CompletableFuture<Optional<ClusterState>>> currentReads;
    private final Leadership leadership;

    Reads(
            NodeId self,
            StateSource states,
            Supplier<CompletableFuture<Optional<ClusterState>>> currentReads,
            Leadership leadership) {
        this.self = self;
        this.states = states;
        this.currentReads = currentReads;
        this.leadership = leadership;
    }

    Reading read(ReadConsistency consistency) {
        return switch (consistency) {
            case LOCAL -> local();
            case CURRENT -> reading(ReadConsistency.CURRENT, currentReads.get().join()
                    .orElseThrow(() -> Status.UNAVAILABLE.withDescription("no leader could prove"
                            + " that it leads, so nothing current can be read: ask for a local"
                            + " answer to see what this node knows").asRuntimeException()));
        };
    }

    /** What this node has applied. */
    Reading local() {
        return reading(ReadConsistency.LOCAL, states.current());
    }

    private Reading reading(ReadConsistency consistency, ClusterState state) {
        return new Reading(state, consistency, self, leadership.leader());
    }
}
