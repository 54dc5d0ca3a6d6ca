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
 * @param predecessor the generation that this one was restored from, if it was
 */
public record Membership(
        Optional<ClusterIdentity> identity,
        PSortedMap<NodeId, Member> members,
        PSortedMap<String, JoinToken> tokens,
        Optional<Predecessor> predecessor) {

    static final Membership NONE =
            new Membership(Optional.empty(), TreePMap.empty(), TreePMap.empty(),
                    Optional.empty());

    Membership founded(ClusterIdentity cluster) {
        return new Membership(Optional.of(cluster), members, tokens, predecessor);
    }

    Membership withMember(Member member) {
        return new Membership(identity, members.plus(member.node(), member), tokens,
                predecessor);
    }

    Membership withoutMember(NodeId node) {
        return new Membership(identity, members.minus(node), tokens, predecessor);
    }

    Membership withTokens(PSortedMap<String, JoinToken> changed) {
        return new Membership(identity, members, changed, predecessor);
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
