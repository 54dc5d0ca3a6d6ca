// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import java.util.Optional;

/**
 * Stops the replica. A peer that has lost its log, cannot apply an entry or was shut down from
 * inside keeps its process alive and would answer as if it were well, so every such fault ends
 * here, and the process with it.
 */
@FunctionalInterface
public interface FatalHandler {
    /** What broke; decides the exit code and what the operator is told to do. */
    enum Fault {
        /** The log could not be written or read: a full or failing disk. */
        LOG_FAILED,
        /** An entry could not be applied. */
        APPLY_FAILED,
        /** A snapshot could not be written or loaded. */
        SNAPSHOT_FAILED,
        /** The state, here or on a member that was asked, holds that the node was removed. */
        REMOVED_FROM_GROUP,
        /**
         * The peer has shut itself down, for example after a long pause of the process, or because
         * it found no seat of its own in the group. That alone proves no removal.
         */
        PEER_STOPPED,
        /** A cluster that was restored from a backup of this one has taken its place. */
        SUPERSEDED
    }

    /**
     * Ends the replica; called on a thread of the log, possibly more than once, and must not wait
     * for that thread.
     */
    void fatal(Fault fault, String message, Optional<Throwable> cause);
}
