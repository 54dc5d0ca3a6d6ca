// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.attribute.AttributeBatches;
import dev.mainstay.codec.api.Change;
import dev.mainstay.codec.api.Committed;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.Proposed;
import dev.mainstay.port.Proposer;
import dev.mainstay.state.AttributeChange;
import dev.mainstay.state.AttributeUpdate;
import dev.mainstay.state.Author;
import dev.mainstay.state.Command;
import dev.mainstay.state.Outcome;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Takes changes to the log on behalf of callers and waits for what became of them. */
final class Changes {

    private final NodeId self;
    private final Proposer proposer;
    private final Previews previews;
    private final EventLoop loop;
    /** On the loop. */
    private final AttributeBatches attributes;

    Changes(NodeId self, Proposer proposer, Previews previews, EventLoop loop, NodeClock clock) {
        this.self = self;
        this.proposer = proposer;
        this.previews = previews;
        this.loop = loop;
        this.attributes = new AttributeBatches(loop, clock, (author, command, then) -> loop.when(
                proposer.propose(new Proposal(command, author,
                        Optional.of(UUID.randomUUID().toString()), OptionalLong.empty())),
                then));
    }

    /**
     * Commits a change of an attribute. One with a request id has an entry to itself, because what
     * became of a request is kept by entry; others share entries.
     */
    Committed commit(AttributeChange attribute, Change change) {
        if (change.extent() == Change.Extent.COMMITTED && change.requestId().isEmpty()) {
            Author author = Caller.current().author(self);
            CompletableFuture<Proposed> proposed = new CompletableFuture<>();
            loop.execute(() -> attributes.add(author, attribute, proposed::complete));
            return Committed.of(accepted(proposed.join(), ""));
        }
        return commit(switch (attribute.update()) {
            case AttributeUpdate.Put(var value) -> new Command.ChangeAttribute(
                    attribute.node(), attribute.name(), Optional.of(value));
            case AttributeUpdate.Drop() -> new Command.ChangeAttribute(
                    attribute.node(), attribute.name(), Optional.empty());
            case AttributeUpdate.Raise _ -> new Command.ChangeAttributes(List.of(attribute));
        }, change);
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
        return accepted(proposer.propose(proposal).join(), ": retry with request id " + id);
    }

    private static Outcome.Accepted accepted(Proposed proposed, String advice) {
        return switch (proposed) {
            case Proposed.Applied(long index, Outcome.Accepted accepted) -> whole(accepted);
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
                    + " took effect is unknown (" + reason + ")" + advice);
        };
    }

    /** Who asks for one thing has it done or not; only of many some can be. */
    private static Outcome.Accepted whole(Outcome.Accepted accepted) {
        if (!accepted.refused().isEmpty()) {
            throw RejectionMapper.failure(accepted.refused().firstEntry().getValue());
        }
        return accepted;
    }

    private static StatusRuntimeException unavailable(String message) {
        return Status.UNAVAILABLE.withDescription(message).asRuntimeException();
    }
}
