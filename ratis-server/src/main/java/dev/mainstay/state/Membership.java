// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Which cluster this is, who belongs to it, and the tokens by which others may come.
 *
 * @param identity empty until the cluster was founded
 */
public record Membership(
        Optional<ClusterIdentity> identity,
        PSortedMap<NodeId, Member> members,
        PSortedMap<String, JoinToken> tokens) {

    static final Membership NONE =
            new Membership(Optional.empty(), TreePMap.empty(), TreePMap.empty());

    Membership founded(ClusterIdentity cluster) {
        return new Membership(Optional.of(cluster), members, tokens);
    }

    Membership withMember(Member member) {
        return new Membership(identity, members.plus(member.node(), member), tokens);
    }

    Membership withoutMember(NodeId node) {
        return new Membership(identity, members.minus(node), tokens);
    }

    Membership withTokens(PSortedMap<String, JoinToken> changed) {
        return new Membership(identity, members, changed);
    }
}
