// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.Change;
import dev.mainstay.codec.api.Committed;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.Proposed;
import dev.mainstay.port.Proposer;
import dev.mainstay.state.Command;
import dev.mainstay.state.Outcome;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Takes changes to the log on behalf of callers and waits for what became of them. */
final class Changes {

    private final NodeId self;
    private final Proposer proposer;
    private final Previews previews;

    Changes(NodeId self, Proposer proposer, Previews previews) {
        this.self = self;
        this.proposer = proposer;
        this.previews = previews;
    }

    /** Commits a change that has a context, or tells what it would do if that was asked for. */
    Committed commit(Command command, Change change) {
        return switch (change.extent()) {
            case COMMITTED -> Committed.of(commit(command, change.requestId()));
            case PREVIEWED -> Committed.previewed(
                    previews.of(command, Caller.current().author(self)));
        };
    }

    /**
     * Commits a command.
     *
     * @throws StatusRuntimeException when it was rejected, or nobody knows what became of it
     */
    Outcome.Accepted commit(Command command, Optional<String> requestId) {
        // An id of our own makes at least this node's own retries safe when the caller sent none.
        String id = requestId.orElseGet(() -> UUID.randomUUID().toString());
        Proposal proposal = new Proposal(command, Caller.current().author(self),
                Optional.of(id), OptionalLong.empty());
        return switch (proposer.propose(proposal).join()) {
            case Proposed.Applied(long index, Outcome.Accepted accepted) -> accepted;
            case Proposed.Applied(long index, Outcome.Rejected(var rejection)) ->
                    throw RejectionMapper.failure(rejection);
            case Proposed.NoLeader ignored -> throw unavailable("no leader is known: most of the"
                    + " voters have to be up and to reach each other; nothing was changed");
            case Proposed.Refused(String reason) ->
                    throw unavailable("nothing was changed: " + reason);
            case Proposed.TooLarge(String reason) -> throw Status.RESOURCE_EXHAUSTED
                    .withDescription("the change is too large: " + reason)
                    .asRuntimeException();
            case Proposed.Indeterminate(String reason) -> throw unavailable("whether the change"
                    + " took effect is unknown (" + reason + "): retry with request id " + id);
        };
    }

    private static StatusRuntimeException unavailable(String message) {
        return Status.UNAVAILABLE.withDescription(message).asRuntimeException();
    }
}
