// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import dev.mainstay.port.ProposalOutcome;
import dev.mainstay.port.ProposalOutcome.Indeterminate;
import dev.mainstay.port.ProposalOutcome.NotLeader;
import dev.mainstay.port.ProposalOutcome.TooLarge;
import dev.mainstay.port.ProposalOutcome.Unavailable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.LeaderSteppingDownException;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.protocol.exceptions.ResourceUnavailableException;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;

/**
 * Puts entries into the log of the local leader.
 *
 * <p>Ratis answers "not leader" both to a request that it never took and to one that it had
 * appended when it lost leadership; the second may still be committed by the next leader. So each
 * proposal notes whether Ratis was about to append it: from then on a failure is indeterminate.
 */
final class LogProposer {
    private static final long FIRST_WAIT_MILLIS = 10;

    /** 10, 20, … 320 ms: some 0.6 s in all, after which the caller had better know. */
    private static final int ATTEMPTS_MAX = 7;

    private final int entryBytesMax;
    private final Map<Long, InFlight> inFlight = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private static final class InFlight {
        private final CompletableFuture<ProposalOutcome> outcome = new CompletableFuture<>();
        private volatile boolean appended;
    }

    LogProposer(int entryBytesMax) {
        this.entryBytesMax = entryBytesMax;
    }

    /** Told by the state machine, before the entry enters the log. */
    void appending(long callId) {
        InFlight proposal = inFlight.get(callId);
        if (proposal != null) {
            proposal.appended = true;
        }
    }

    CompletableFuture<ProposalOutcome> propose(LocalPeer peer, byte[] entry) {
        if (entry.length > entryBytesMax) {
            return CompletableFuture.completedFuture(
                    new TooLarge(entry.length, entryBytesMax));
        }
        long callId = peer.nextCallId();
        InFlight proposal = new InFlight();
        inFlight.put(callId, proposal);
        var _ = proposal.outcome.whenComplete((outcome, failure) -> inFlight.remove(callId));
        RaftClientRequest request =
                RaftClientRequest.newBuilder()
                        .setClientId(peer.client())
                        .setServerId(peer.id())
                        .setGroupId(peer.group())
                        .setCallId(callId)
                        .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(entry)))
                        .setType(RaftClientRequest.writeRequestType())
                        .build();
        attempt(peer, request, proposal, 1);
        if (closed) {
            settle(proposal, "the Raft peer was closed");
        }
        return proposal.outcome;
    }

    /** Ends what is in flight: nobody will answer it any more. */
    void close() {
        closed = true;
        inFlight.values().forEach(proposal -> settle(proposal, "the Raft peer was closed"));
    }

    private void attempt(
            LocalPeer peer, RaftClientRequest request, InFlight proposal, int attempt) {
        var _ = LocalPeer.send(() -> peer.server().submitClientRequestAsync(request))
                .whenComplete(
                        (reply, failure) -> {
                            if (mayRetry(reply, proposal, attempt)) {
                                long wait = FIRST_WAIT_MILLIS << (attempt - 1);
                                CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS)
                                        .execute(
                                                () -> attempt(
                                                        peer, request, proposal, attempt + 1));
                            } else {
                                complete(peer, proposal, reply, failure);
                            }
                        });
    }

    private boolean mayRetry(
            @Nullable RaftClientReply reply, InFlight proposal, int attempt) {
        return reply != null
                && reply.getException() instanceof ResourceUnavailableException
                && !proposal.appended
                && !closed
                && attempt < ATTEMPTS_MAX;
    }

    private static void complete(
            LocalPeer peer,
            InFlight proposal,
            @Nullable RaftClientReply reply,
            @Nullable Throwable failure) {
        if (reply != null && reply.isSuccess()) {
            proposal.outcome.complete(CommittedReply.decode(reply.getMessage()));
            return;
        }
        Throwable cause = reply != null ? reply.getException() : unwrap(failure);
        String reason = String.valueOf(cause);
        if (proposal.appended) {
            proposal.outcome.complete(new Indeterminate(reason));
        } else if (notLeading(cause)) {
            proposal.outcome.complete(new NotLeader(hint(peer)));
        } else {
            proposal.outcome.complete(new Unavailable(reason));
        }
    }

    private static boolean notLeading(@Nullable Throwable cause) {
        return cause instanceof NotLeaderException
                || cause instanceof LeaderNotReadyException
                || cause instanceof LeaderSteppingDownException;
    }

    /** The leader, unless it is this peer, which has just said that it does not lead. */
    private static Optional<String> hint(LocalPeer peer) {
        return peer.leaderId().filter(leader -> !leader.equals(peer.id().toString()));
    }

    private static @Nullable Throwable unwrap(
            @Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    private static void settle(InFlight proposal, String reason) {
        proposal.outcome.complete(
                proposal.appended ? new Indeterminate(reason) : new Unavailable(reason));
    }
}
