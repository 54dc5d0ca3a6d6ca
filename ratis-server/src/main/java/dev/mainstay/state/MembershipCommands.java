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
                        Optional.empty())));
        return CommandLimits.count("number of open join tokens",
                draft.membership.tokens().size(), Limits.JOIN_TOKENS);
    }

    private static Optional<Rejection> admit(
            StateDraft draft, MembershipChange.Admitted admitted) {
        Member member = admitted.member();
        Optional<Rejection> refused = refuseToken(draft, admitted)
                .or(() -> refuseName(draft, member))
                .or(() -> CommandLimits.count("number of members",
                        draft.membership.members().size() + 1L, Limits.MEMBERS));
        if (refused.isPresent()) {
            return refused;
        }
        PSortedMap<String, JoinToken> tokens = draft.membership.tokens();
        JoinToken token = tokens.getOrDefault(admitted.tokenId(), new JoinToken(
                admitted.tokenId(), admitted.secretHash(), draft.now(), Optional.empty()));
        draft.membership = draft.membership.withTokens(
                tokens.plus(token.tokenId(), token.used(member.node().value())));
        seat(draft, member);
        draft.want(Grade.FRESHNESS, "node " + member.node() + " became a member");
        draft.happened(ClusterEvent.Kind.MEMBER_ADMITTED, member.node(), member.memberId(),
                member.raftPeerId());
        return Optional.empty();
    }

    private static Optional<Rejection> refuseToken(
            StateDraft draft, MembershipChange.Admitted admitted) {
        Optional<JoinToken> found =
                Optional.ofNullable(draft.membership.tokens().get(admitted.tokenId()));
        if (found.isEmpty()) {
            return Optional.of(new Rejection.NotFound("token",
                    "this join token is not known here: it expired long ago or is of another"
                            + " cluster; ask for a new one"));
        }
        JoinToken token = found.get();
        if (!token.secretHash().equals(admitted.secretHash())) {
            return Optional.of(new Rejection.Invalid("token",
                    "the secret of the join token is wrong: copy the whole token again"));
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

    private static Optional<Member> member(StateDraft draft, NodeId node, String memberId) {
        return Optional.ofNullable(draft.membership.members().get(node))
                .filter(member -> member.memberId().equals(memberId));
    }

    private static Rejection noMember(NodeId node, String memberId) {
        return new Rejection.NotFound(node.value(),
                "there is no member " + node + " with id " + memberId);
    }
}
