// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.PlanDemand.Grade;
import java.util.Optional;
import org.pcollections.PSortedMap;

/** Who belongs to the cluster, and the tokens by which machines join. */
final class MembershipCommands {

    private MembershipCommands() {}

    static Optional<Rejection> change(StateDraft draft, MembershipChange change) {
        return switch (change) {
            case MembershipChange.Founded founded -> found(draft, founded);
            case MembershipChange.TokenIssued issued -> issue(draft, issued);
            case MembershipChange.Admitted admitted -> admit(draft, admitted);
            case MembershipChange.KeyRenewed renewed -> renewKey(draft, renewed);
            case MembershipChange.Removed removed -> remove(draft, removed);
            case MembershipChange.RemoteAdmitted admitted -> admit(draft, admitted);
            case MembershipChange.RemoteRemoved removed -> remove(draft, removed);
        };
    }

    private static Optional<Rejection> found(
            StateDraft draft, MembershipChange.Founded founded) {
        Optional<ClusterIdentity> present = draft.membership.identity();
        if (present.isPresent()) {
            return Optional.of(new Rejection.AlreadyExists(present.get().name(),
                    "the cluster was founded already, as " + present.get().name()));
        }
        draft.membership = draft.membership
                .founded(new ClusterIdentity(founded.clusterId(), founded.clusterName()));
        seat(draft, founded.member());
        draft.happened(ClusterEvent.Kind.CLUSTER_FOUNDED, founded.member().node(),
                founded.clusterName(), founded.clusterId());
        return Optional.empty();
    }

    private static Optional<Rejection> issue(
            StateDraft draft, MembershipChange.TokenIssued issued) {
        PSortedMap<String, JoinToken> tokens = draft.membership.tokens();
        for (JoinToken old : tokens.values()) {
            if (old.expires().isBefore(draft.now())) {
                tokens = tokens.minus(old.tokenId());
            }
        }
        if (tokens.containsKey(issued.tokenId())) {
            return Optional.of(new Rejection.AlreadyExists(issued.tokenId(),
                    "there is a join token " + issued.tokenId() + " already"));
        }
        if (!issued.expires().isAfter(draft.now())) {
            return Optional.of(new Rejection.Invalid("expires",
                    "a join token has to expire in the future, not at " + issued.expires()));
        }
        draft.membership = draft.membership.withTokens(tokens.plus(issued.tokenId(),
                new JoinToken(issued.tokenId(), issued.secretHash(), issued.expires(),
                        Optional.empty(), issued.remote())));
        return CommandLimits.count("number of open join tokens",
                draft.membership.tokens().size(), Limits.JOIN_TOKENS);
    }

    private static Optional<Rejection> admit(
            StateDraft draft, MembershipChange.Admitted admitted) {
        Member member = admitted.member();
        Optional<Rejection> refused = refuseToken(
                draft, admitted.tokenId(), admitted.secretHash(), Optional.empty())
                .or(() -> refuseName(draft, member))
                .or(() -> CommandLimits.count("number of members",
                        draft.membership.members().size() + 1L, Limits.MEMBERS));
        if (refused.isPresent()) {
            return refused;
        }
        useUp(draft, admitted.tokenId(), member.node());
        seat(draft, member);
        draft.want(Grade.FRESHNESS, "node " + member.node() + " became a member");
        draft.happened(ClusterEvent.Kind.MEMBER_ADMITTED, member.node(), member.memberId(),
                member.raftPeerId());
        return Optional.empty();
    }

    private static Optional<Rejection> admit(
            StateDraft draft, MembershipChange.RemoteAdmitted admitted) {
        RemoteMachine machine = admitted.machine();
        Optional<Rejection> refused = refuseToken(draft, admitted.tokenId(),
                admitted.secretHash(), Optional.of(machine.node()))
                .or(() -> refuseName(draft, machine))
                .or(() -> CommandLimits.count("number of remote machines",
                        draft.membership.remotes().size() + 1L, Limits.MEMBERS));
        if (refused.isPresent()) {
            return refused;
        }
        useUp(draft, admitted.tokenId(), machine.node());
        draft.membership = draft.membership.withRemote(machine);
        if (draft.node(machine.node()).isEmpty()) {
            draft.put(NodeRecord.absent(machine.node(), draft.now()));
        }
        draft.want(Grade.FRESHNESS, "remote node " + machine.node() + " was admitted");
        draft.happened(ClusterEvent.Kind.MEMBER_ADMITTED, machine.node(), machine.machineId(),
                "remote");
        return Optional.empty();
    }

    /** A machine may be replaced by another of its name once nothing of it can run any more. */
    private static Optional<Rejection> refuseName(StateDraft draft, RemoteMachine machine) {
        if (draft.membership.members().containsKey(machine.node())) {
            return Optional.of(new Rejection.AlreadyExists(machine.node().value(), "node name "
                    + machine.node() + " is that of a member: choose another"));
        }
        return draft.node(machine.node())
                .filter(node -> !node.state().isSettled() && node.state() != NodeState.UNHEARD)
                .map(node -> new Rejection.NotPossibleNow("remote node " + machine.node() + " is "
                        + node.state().text() + ": disable the resource that connects to it, or"
                        + " have it fenced, before another machine takes its place"));
    }

    private static void useUp(StateDraft draft, String tokenId, NodeId node) {
        PSortedMap<String, JoinToken> tokens = draft.membership.tokens();
        Optional.ofNullable(tokens.get(tokenId)).ifPresent(token -> draft.membership =
                draft.membership.withTokens(tokens.plus(tokenId, token.used(node))));
    }

    private static Optional<Rejection> refuseToken(
            StateDraft draft, String tokenId, String secretHash, Optional<NodeId> remote) {
        Optional<JoinToken> found =
                Optional.ofNullable(draft.membership.tokens().get(tokenId));
        if (found.isEmpty()) {
            return Optional.of(new Rejection.NotFound("token",
                    "this join token is not known here: it expired long ago or is of another"
                            + " cluster; ask for a new one"));
        }
        JoinToken token = found.get();
        if (!token.secretHash().equals(secretHash)) {
            return Optional.of(new Rejection.Invalid("token",
                    "the secret of the join token is wrong: copy the whole token again"));
        }
        // A member holds the authority's key; whoever may only bring a remote machine must not.
        if (!token.remote().equals(remote)) {
            return Optional.of(new Rejection.NotPossibleNow(token.remote()
                    .map(name -> "the join token is for the remote machine " + name
                            + ": use it with 'agent join' there")
                    .orElse("the join token is for a member: for a remote machine make one with"
                            + " 'cluster node add-remote'")));
        }
        if (token.usedBy().isPresent()) {
            return Optional.of(new Rejection.NotPossibleNow("the join token was used by "
                    + token.usedBy().get() + " already: ask for a new one"));
        }
        if (!token.expires().isAfter(draft.now())) {
            return Optional.of(new Rejection.NotPossibleNow("the join token expired at "
                    + token.expires() + ": ask for a new one"));
        }
        return Optional.empty();
    }

    private static Optional<Rejection> refuseName(StateDraft draft, Member member) {
        if (draft.membership.remotes().containsKey(member.node())) {
            return Optional.of(new Rejection.AlreadyExists(member.node().value(), "node name "
                    + member.node() + " is that of a remote machine: choose another"));
        }
        Optional<Member> holder =
                Optional.ofNullable(draft.membership.members().get(member.node()));
        if (holder.filter(present -> !present.isAwaited()).isPresent()) {
            return Optional.of(new Rejection.AlreadyExists(member.node().value(), "node name "
                    + member.node() + " is taken: choose another, or remove that node first"));
        }
        return draft.membership.members().values().stream()
                .filter(other -> other.memberId().equals(member.memberId())
                        || other.raftPeerId().equals(member.raftPeerId()))
                .map(Member::node)
                .findFirst()
                .or(() -> removedWithIdsOf(draft, member))
                .map(other -> new Rejection.AlreadyExists(member.memberId(),
                        "the ids of the new member are those of " + other));
    }

    private static Optional<NodeId> removedWithIdsOf(StateDraft draft, Member member) {
        return draft.membership.removed().values().stream()
                .filter(gone -> gone.memberId().equals(member.memberId())
                        || gone.raftPeerId().equals(member.raftPeerId()))
                .map(RemovedMember::node)
                .findFirst();
    }

    private static void seat(StateDraft draft, Member member) {
        draft.membership = draft.membership.withMember(member);
        boolean unheard = draft.node(member.node())
                .filter(node -> node.state() == NodeState.UNHEARD)
                .isPresent();
        if (!unheard) {
            // Of one that a backup names, admission alone tells nothing: what it ran may still run.
            draft.put(NodeRecord.absent(member.node(), draft.now()));
        }
    }

    private static Optional<Rejection> renewKey(
            StateDraft draft, MembershipChange.KeyRenewed renewed) {
        Optional<Member> member = member(draft, renewed.node(), renewed.memberId());
        if (member.isEmpty()) {
            return Optional.of(noMember(renewed.node(), renewed.memberId()));
        }
        Member old = member.get();
        draft.membership = draft.membership.withMember(new Member(old.node(), old.memberId(),
                renewed.keyFingerprint(), old.raftPeerId(), old.raftAddress(), old.apiAddress(),
                old.voter()));
        return Optional.empty();
    }

    private static Optional<Rejection> remove(
            StateDraft draft, MembershipChange.Removed removed) {
        Optional<Member> member = member(draft, removed.node(), removed.memberId());
        if (member.isEmpty()) {
            return Optional.of(noMember(removed.node(), removed.memberId()));
        }
        NodeState state = draft.node(removed.node()).map(NodeRecord::state)
                .orElse(NodeState.ABSENT);
        if (!state.isSettled()) {
            return Optional.of(new Rejection.NotPossibleNow("node " + removed.node() + " is "
                    + state.text() + ": stop it, or have it fenced, before it is removed"));
        }
        if (draft.membership.members().size() == 1) {
            return Optional.of(new Rejection.NotPossibleNow(
                    "node " + removed.node() + " is the last member"));
        }
        draft.membership = draft.membership.withoutMember(new RemovedMember(
                removed.memberId(), member.get().raftPeerId(), removed.node(), draft.index()));
        draft.nodes = draft.nodes.minus(removed.node());
        draft.want(Grade.SAFETY, "node " + removed.node() + " was removed");
        draft.happened(ClusterEvent.Kind.MEMBER_REMOVED, removed.node(), removed.memberId(), "");
        return CommandLimits.count("number of removed members",
                draft.membership.removed().size(), Limits.REMOVED_MEMBERS);
    }

    private static Optional<Rejection> remove(
            StateDraft draft, MembershipChange.RemoteRemoved removed) {
        Optional<RemoteMachine> machine =
                Optional.ofNullable(draft.membership.remotes().get(removed.node()))
                        .filter(found -> found.machineId().equals(removed.machineId()));
        if (machine.isEmpty()) {
            return Optional.of(new Rejection.NotFound(removed.node().value(),
                    "there is no remote machine " + removed.node() + " with id "
                            + removed.machineId()));
        }
        NodeState state = draft.node(removed.node()).map(NodeRecord::state)
                .orElse(NodeState.ABSENT);
        if (!state.isSettled()) {
            return Optional.of(new Rejection.NotPossibleNow("remote node " + removed.node()
                    + " is " + state.text() + ": disable the resource that connects to it, or"
                    + " have it fenced, before it is removed"));
        }
        draft.membership = draft.membership.withoutRemote(removed.node());
        draft.nodes = draft.nodes.minus(removed.node());
        draft.want(Grade.SAFETY, "remote node " + removed.node() + " was removed");
        draft.happened(ClusterEvent.Kind.MEMBER_REMOVED, removed.node(), removed.machineId(),
                "remote");
        return Optional.empty();
    }

    private static Optional<Member> member(StateDraft draft, NodeId node, String memberId) {
        return Optional.ofNullable(draft.membership.members().get(node))
                .filter(member -> member.memberId().equals(memberId));
    }

    private static Rejection noMember(NodeId node, String memberId) {
        return new Rejection.NotFound(node.value(),
                "there is no member " + node + " with id " + memberId);
    }
}
