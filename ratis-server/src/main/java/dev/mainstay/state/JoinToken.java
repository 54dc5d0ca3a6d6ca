// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import java.time.Instant;
import java.util.Optional;

/**
 * A permission to join, once. Kept after use until it expires, so that a second use is told apart
 * from a wrong token.
 *
 * @param secretHash SHA-256 of the secret, lower-case hex
 * @param usedBy the node that joined with it
 * @param remote the one remote machine that may use it; empty: a member may
 */
public record JoinToken(
        String tokenId,
        String secretHash,
        Instant expires,
        Optional<String> usedBy,
        Optional<NodeId> remote) {

    JoinToken used(NodeId node) {
        return new JoinToken(tokenId, secretHash, expires, Optional.of(node.value()), remote);
    }
}
