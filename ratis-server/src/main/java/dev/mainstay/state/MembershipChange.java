// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import java.time.Instant;
import java.util.Optional;

/** Who may take part. Names are never reused for another member while one holds them. */
public sealed interface MembershipChange {

    /** Makes the cluster: the first member admits itself. Applied once. */
    record Founded(String clusterId, String clusterName,
            Member member) implements MembershipChange {}

    /**
     * Keeps the hash of a join token's secret until it is used or expires.
     *
     * @param remote the remote machine that it is for; empty: it admits a member
     */
    record TokenIssued(String tokenId, String secretHash, Instant expires,
            Optional<NodeId> remote) implements MembershipChange {

        /** A token that admits a member. */
        public TokenIssued(String tokenId, String secretHash, Instant expires) {
            this(tokenId, secretHash, expires, Optional.empty());
        }
    }

    /**
     * Uses up a token and admits a member in one step.
     *
     * @param secretHash SHA-256 of the secret that the joining node showed
     */
    record Admitted(String tokenId, String secretHash, Member member) implements MembershipChange {}

    /** The member's key changed with a renewed certificate. */
    record KeyRenewed(NodeId node, String memberId,
            String keyFingerprint) implements MembershipChange {}

    /** The node is no member any more; its certificate is worth nothing from here on. */
    record Removed(NodeId node, String memberId) implements MembershipChange {}

    /** Uses up a token that was made for it and admits a remote machine in one step. */
    record RemoteAdmitted(String tokenId, String secretHash,
            RemoteMachine machine) implements MembershipChange {}

    /** Nobody connects to the remote machine any more. */
    record RemoteRemoved(NodeId node, String machineId) implements MembershipChange {}
}
