// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Which cluster this is, who belongs to it, who does no more, and the tokens by which others may
 * come.
 *
 * @param identity empty until the cluster was founded
 * @param removed by member id
 */
public record Membership(
        Optional<ClusterIdentity> identity,
        PSortedMap<NodeId, Member> members,
        PSortedMap<String, JoinToken> tokens,
        PSortedMap<String, RemovedMember> removed) {

    static final Membership NONE =
            new Membership(Optional.empty(), TreePMap.empty(), TreePMap.empty(),
                    TreePMap.empty());

    Membership founded(ClusterIdentity cluster) {
        return new Membership(Optional.of(cluster), members, tokens, removed);
    }

    Membership withMember(Member member) {
        return new Membership(identity, members.plus(member.node(), member), tokens, removed);
    }

    /** Without a member, which is remembered as removed. */
    Membership withoutMember(RemovedMember gone) {
        return new Membership(identity, members.minus(gone.node()), tokens,
                removed.plus(gone.memberId(), gone));
    }

    Membership withTokens(PSortedMap<String, JoinToken> changed) {
        return new Membership(identity, members, changed, removed);
    }
}
