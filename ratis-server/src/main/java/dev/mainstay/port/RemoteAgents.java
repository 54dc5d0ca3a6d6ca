// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import dev.mainstay.state.RemoteMachine;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;

/** Opens lines to the agents of remote machines. */
@FunctionalInterface
public interface RemoteAgents {

    /** Where there are no remote machines. */
    RemoteAgents NONE = (machine, address, clock) -> {
        throw new IllegalStateException("no line to a remote machine can be had here");
    };

    /**
     * A line to the machine that was admitted, and to no other that answers at its address. Nothing
     * is sent yet.
     *
     * @param address host and port of its agent
     * @param clock the remote machine's, as far as this one can tell
     */
    Line open(RemoteMachine machine, String address, NodeClock clock);

    /** A line that is open, until it is closed. */
    interface Line extends AutoCloseable {

        AgentClient agent();

        /**
         * Tells the machine which members were removed, so that it refuses them.
         *
         * @return whether it has taken that in; never completes exceptionally
         */
        CompletableFuture<Boolean> exclude(SortedSet<String> memberIds);

        @Override
        void close();
    }
}
