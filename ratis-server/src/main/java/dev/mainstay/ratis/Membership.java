// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import dev.mainstay.port.MembershipOutcome;
import dev.mainstay.port.MembershipOutcome.Changed;
import dev.mainstay.port.MembershipOutcome.Indeterminate;
import dev.mainstay.port.MembershipOutcome.NotLeader;
import dev.mainstay.port.MembershipOutcome.Refused;
import dev.mainstay.port.PeerAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.SetConfigurationRequest.Arguments;
import org.apache.ratis.protocol.SetConfigurationRequest.Mode;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.protocol.exceptions.ReconfigurationInProgressException;
import org.apache.ratis.protocol.exceptions.ReconfigurationTimeoutException;
import org.apache.ratis.protocol.exceptions.SetConfigurationException;
import org.apache.ratis.util.JavaUtils;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the voters and of the leader. Every change is compare-and-set against the voters that
 * it was decided on, so that two at a time cannot undo each other.
 */
final class Membership {
    private final LocalPeer peer;

    Membership(LocalPeer peer) {
        this.peer = peer;
    }

    CompletableFuture<MembershipOutcome> add(PeerAddress added) {
        RaftPeer joining = LocalPeer.toRatis(added);
        return change(
                voters -> {
                    voters.removeIf(voter -> voter.getId().equals(joining.getId()));
                    voters.add(joining);
                    return voters;
                });
    }

    CompletableFuture<MembershipOutcome> remove(String peerId) {
        RaftPeerId removed = RaftPeerId.valueOf(peerId);
        if (removed.equals(peer.id())) {
            return refused("the leader cannot remove itself: transfer leadership first");
        }
        return change(
                voters -> {
                    voters.removeIf(voter -> voter.getId().equals(removed));
                    return voters;
                });
    }

    CompletableFuture<MembershipOutcome> replace(String peerId, PeerAddress replacement) {
        RaftPeerId removed = RaftPeerId.valueOf(peerId);
        if (removed.equals(peer.id())) {
            return refused("the leader cannot replace itself: transfer leadership first");
        }
        return change(
                voters -> {
                    voters.removeIf(voter -> voter.getId().equals(removed));
                    voters.add(LocalPeer.toRatis(replacement));
                    return voters;
                });
    }

    CompletableFuture<Boolean> transferLeadership(String peerId, Duration limit) {
        TransferLeadershipRequest request =
                new TransferLeadershipRequest(
                        peer.client(),
                        peer.id(),
                        peer.group(),
                        peer.nextCallId(),
                        RaftPeerId.valueOf(peerId),
                        limit.toMillis());
        return LocalPeer.send(() -> peer.server().transferLeadershipAsync(request))
                .handle((reply, failure) -> reply != null && reply.isSuccess());
    }

    private CompletableFuture<MembershipOutcome> change(UnaryOperator<List<RaftPeer>> decide) {
        if (!peer.division().getInfo().isLeaderReady()) {
            return CompletableFuture.completedFuture(new NotLeader(peer.leaderId()));
        }
        List<RaftPeer> before = List.copyOf(peer.configuration().getCurrentPeers());
        List<RaftPeer> after = decide.apply(new ArrayList<>(before));
        Arguments arguments =
                Arguments.newBuilder()
                        .setServersInCurrentConf(before)
                        .setServersInNewConf(after)
                        .setMode(Mode.COMPARE_AND_SET)
                        .build();
        SetConfigurationRequest request =
                new SetConfigurationRequest(
                        peer.client(), peer.id(), peer.group(), peer.nextCallId(), arguments);
        return LocalPeer.send(() -> peer.server().setConfigurationAsync(request))
                .handle((reply, failure) -> outcome(after, reply, failure));
    }

    private MembershipOutcome outcome(
            List<RaftPeer> after,
            @Nullable RaftClientReply reply,
            @Nullable Throwable failure) {
        if (reply != null && reply.isSuccess()) {
            return new Changed(LocalPeer.fromRatis(after));
        }
        Throwable cause =
                reply != null ? reply.getException() : JavaUtils.unwrapCompletionException(failure);
        return switch (cause) {
            case ReconfigurationInProgressException e -> refusal(e);
            case ReconfigurationTimeoutException e -> refusal(e);
            case SetConfigurationException e -> refusal(e);
            case null, default -> new Indeterminate(String.valueOf(cause));
        };
    }

    private static MembershipOutcome refusal(IOException cause) {
        return new Refused(String.valueOf(cause.getMessage()));
    }

    private static CompletableFuture<MembershipOutcome> refused(String reason) {
        return CompletableFuture.completedFuture(new Refused(reason));
    }
}
