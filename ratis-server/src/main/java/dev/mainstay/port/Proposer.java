// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import java.util.concurrent.CompletableFuture;

/** Takes commands to the log, from any node: followers hand them to the leader. */
public interface Proposer {

    /** Never completes exceptionally; completes within a bounded time. */
    CompletableFuture<Proposed> propose(Proposal proposal);
}
