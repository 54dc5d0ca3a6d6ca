// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import dev.mainstay.model.NodeId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** What this node knows of who leads, and the proof of its own leadership. */
public interface Leadership {

    /** The term in which this node leads and has committed an entry of its own. */
    OptionalLong leadingTerm();

    /** The node that this one takes for the leader. */
    Optional<NodeId> leader();

    /**
     * Proves by a majority round that began after this call that no other term had a leader when it
     * began (safety.md 16). Rounds are batched. Empty when this node does not lead or too few
     * answered in time.
     */
    CompletableFuture<Optional<Proof>> prove();

    /** Hands leadership to another voter; completes with whether that worked. */
    CompletableFuture<Boolean> transferTo(NodeId node);

    /** Hears of each beginning and end of this node's leadership. */
    AutoCloseable subscribe(Listener listener);

    /** @param commitIndex what was committed when the round began */
    record Proof(long term, long commitIndex) {}

    /** Called in order; listeners hand over to their own {@link EventLoop} at once. */
    interface Listener {
        void leading(long term);

        void following(Optional<NodeId> leader);
    }
}
