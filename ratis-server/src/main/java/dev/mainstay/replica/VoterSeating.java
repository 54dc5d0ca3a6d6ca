// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.MembershipOutcome;
import dev.mainstay.port.PeerAddress;
import dev.mainstay.port.RaftGateway;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterEvent;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Member;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the log's voters in step with the members in the state, on whichever node leads. Admission
 * and removal are one entry each; that the voters follow is repaired from the state, so a leader
 * that dies in between leaves nothing half done. One change at a time, and a newcomer is taken in
 * only once it answers, because a change of voters that waits for a dead machine bars all others.
 */
public final class VoterSeating implements Leadership.Listener, StateSource.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(VoterSeating.class);
    private static final Duration RETRY = Duration.ofMillis(200);

    private final RaftGateway raft;
    private final Leadership leadership;
    private final StateSource states;
    private final EventLoop loop;
    private final Function<PeerAddress, CompletableFuture<Boolean>> answers;
    private boolean busy;
    private boolean armed;

    /** @param answers whether a newcomer's Raft port can be reached; never fails */
    public VoterSeating(
            RaftGateway raft,
            Leadership leadership,
            StateSource states,
            EventLoop loop,
            Function<PeerAddress, CompletableFuture<Boolean>> answers) {
        this.raft = raft;
        this.leadership = leadership;
        this.states = states;
        this.loop = loop;
        this.answers = answers;
    }

    @Override
    public void leading(long term) {
        loop.execute(this::look);
    }

    @Override
    public void following(Optional<NodeId> leader) {
        // Whoever leads now looks for itself.
    }

    @Override
    public void applied(ClusterState state, List<ClusterEvent> events) {
        boolean membership = events.stream().anyMatch(event -> switch (event.kind()) {
            case CLUSTER_FOUNDED, MEMBER_ADMITTED, MEMBER_REMOVED -> true;
            default -> false;
        });
        if (membership) {
            loop.execute(this::look);
        }
    }

    private void look() {
        if (busy || leadership.leadingTerm().isEmpty()) {
            return;
        }
        List<Member> members = states.current().membership().members().values().stream()
                .filter(Member::voter)
                .toList();
        List<PeerAddress> voters = raft.voters();
        Optional<Member> newcomer = members.stream()
                .filter(member -> voters.stream()
                        .noneMatch(voter -> voter.peerId().equals(member.raftPeerId())))
                .findFirst();
        Optional<PeerAddress> leftover = voters.stream()
                .filter(voter -> members.stream()
                        .noneMatch(member -> member.raftPeerId().equals(voter.peerId())))
                .findFirst();
        if (members.isEmpty()) {
            return;
        }
        if (leftover.isPresent()) {
            change(remove(leftover.get()));
        } else if (newcomer.isPresent()) {
            change(add(address(newcomer.get())));
        }
    }

    private void change(CompletableFuture<Boolean> change) {
        busy = true;
        var _ = change.whenComplete((done, failure) -> loop.execute(() -> {
            busy = false;
            if (Boolean.TRUE.equals(done)) {
                look();
            } else {
                lookLater();
            }
        }));
    }

    private void lookLater() {
        if (!armed) {
            armed = true;
            loop.after(RETRY, () -> {
                armed = false;
                look();
            });
        }
    }

    private CompletableFuture<Boolean> add(PeerAddress newcomer) {
        return answers.apply(newcomer).thenCompose(up -> up
                ? raft.addPeer(newcomer).thenApply(outcome -> told("add", newcomer, outcome))
                : CompletableFuture.completedFuture(false));
    }

    private CompletableFuture<Boolean> remove(PeerAddress voter) {
        if (voter.peerId().equals(raft.peerId())) {
            return raft.voters().stream()
                    .filter(other -> !other.peerId().equals(voter.peerId()))
                    .findFirst()
                    .map(other -> leadership.transferTo(PeerIds.node(other.peerId())))
                    .orElseGet(() -> CompletableFuture.completedFuture(false));
        }
        return raft.removePeer(voter.peerId())
                .thenApply(outcome -> told("remove", voter, outcome));
    }

    private static boolean told(String what, PeerAddress peer, MembershipOutcome outcome) {
        return switch (outcome) {
            case MembershipOutcome.Changed(List<PeerAddress> voters) -> {
                LOG.info("{} voter {}: voters are now {}", what, peer.peerId(),
                        voters.stream().map(PeerAddress::peerId).toList());
                yield true;
            }
            case MembershipOutcome.NotLeader ignored -> false;
            case MembershipOutcome.Refused(String reason) -> {
                LOG.debug("{} voter {} has to wait: {}", what, peer.peerId(), reason);
                yield false;
            }
            case MembershipOutcome.Indeterminate ignored -> false;
        };
    }

    private static PeerAddress address(Member member) {
        int colon = member.raftAddress().lastIndexOf(':');
        String host = member.raftAddress().substring(0, colon);
        return new PeerAddress(
                member.raftPeerId(),
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                Integer.parseInt(member.raftAddress().substring(colon + 1)));
    }
}
