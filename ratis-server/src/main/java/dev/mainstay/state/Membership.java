// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import java.util.Optional;
import java.util.TreeMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Which cluster this is, who belongs to it, who does no more, and the tokens by which others may
 * come.
 *
 * @param identity empty until the cluster was founded
 * @param removed by member id
 * @param remotes machines that are nodes over a connection and no members
 * @param predecessor the generation that this one was restored from, if it was
 */
public record Membership(
        Optional<ClusterIdentity> identity,
        PSortedMap<NodeId, Member> members,
        PSortedMap<String, JoinToken> tokens,
        PSortedMap<String, RemovedMember> removed,
        PSortedMap<NodeId, RemoteMachine> remotes,
        Optional<Predecessor> predecessor) {

    static final Membership NONE =
            new Membership(Optional.empty(), TreePMap.empty(), TreePMap.empty(),
                    TreePMap.empty(), TreePMap.empty(), Optional.empty());

    Membership founded(ClusterIdentity cluster) {
        return new Membership(
                Optional.of(cluster), members, tokens, removed, remotes, predecessor);
    }

    Membership withMember(Member member) {
        return new Membership(identity, members.plus(member.node(), member), tokens, removed,
                remotes, predecessor);
    }

    /** Without a member, which is remembered as removed. */
    Membership withoutMember(RemovedMember gone) {
        return new Membership(identity, members.minus(gone.node()), tokens,
                removed.plus(gone.memberId(), gone), remotes, predecessor);
    }

    Membership withTokens(PSortedMap<String, JoinToken> changed) {
        return new Membership(identity, members, changed, removed, remotes, predecessor);
    }

    Membership withRemote(RemoteMachine machine) {
        return withRemotes(remotes.plus(machine.node(), machine));
    }

    Membership withoutRemote(NodeId node) {
        return withRemotes(remotes.minus(node));
    }

    /** Those of an earlier generation, which its authority vouched for and this one's does not. */
    static PSortedMap<NodeId, RemoteMachine> awaited(Membership earlier) {
        TreeMap<NodeId, RemoteMachine> awaited = new TreeMap<>();
        earlier.remotes.forEach((node, machine) -> awaited.put(node, machine.awaited()));
        return TreePMap.fromSortedMap(awaited);
    }

    private Membership withRemotes(PSortedMap<NodeId, RemoteMachine> changed) {
        return new Membership(identity, members, tokens, removed, changed, predecessor);
    }

    /**
     * What daemons of an earlier generation believe: their own authority says that they are
     * superseded.
     *
     * @param authorityCertificate the authority of that generation, in DER
     * @param endNotice its signature
     */
    public record Predecessor(
            String clusterId, Content authorityCertificate, Content endNotice) {}
}
