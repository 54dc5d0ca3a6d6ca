// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import java.util.concurrent.CompletableFuture;

/**
 * Asks the other peers for their current Raft term.
 *
 * <p>The peer answers with {@link RaftGateway#currentTerm()} as it reads when the question has
 * arrived. The answer must not come from a cache on either side, or a deposed leader could prove
 * its leadership with an answer from before its fall.
 */
@FunctionalInterface
public interface PeerTerms {
    /** The peer's term; fails if the peer cannot be asked. The caller sets the time limit. */
    CompletableFuture<Long> currentTerm(String peerId);
}
