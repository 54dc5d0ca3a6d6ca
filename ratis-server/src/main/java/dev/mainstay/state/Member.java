// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;

/**
 * A machine that belongs to the cluster.
 *
 * @param memberId unique for ever; the certificate carries it
 * @param keyFingerprint SHA-256 of the public key in its certificate, lower-case hex; empty while
 *         it is awaited after a restore
 * @param raftPeerId node name and join index: never reused after a wipe (safety.md 24)
 * @param raftAddress host and port of its Raft peer
 * @param apiAddress host and port of its API
 * @param voter whether it votes
 */
public record Member(
        NodeId node,
        String memberId,
        String keyFingerprint,
        String raftPeerId,
        String raftAddress,
        String apiAddress,
        boolean voter) {

    /** A machine of a restored cluster that has to join again under its name before it counts. */
    Member awaited() {
        return new Member(node, memberId, "", "", raftAddress, apiAddress, false);
    }

    /** Whether it is awaited: only its name and its addresses are known, from a backup. */
    public boolean isAwaited() {
        return keyFingerprint.isEmpty();
    }
}
