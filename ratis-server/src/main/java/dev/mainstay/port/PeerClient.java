// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import dev.mainstay.model.NodeId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What this node asks of another member beside the Raft protocol. Futures never fail. */
public interface PeerClient {

    /** Hands a proposal to the node that is taken for the leader; it forwards no further. */
    CompletableFuture<Proposed> propose(NodeId leader, Proposal proposal);

    /**
     * The leader's proof that began after this call, with the index that a state has to have
     * applied to be current. Empty when that node could not be reached or could not prove it.
     */
    CompletableFuture<Optional<Leadership.Proof>> readIndex(NodeId leader);
}
