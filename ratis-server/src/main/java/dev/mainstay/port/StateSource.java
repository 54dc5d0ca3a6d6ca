// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import dev.mainstay.state.ClusterEvent;
import dev.mainstay.state.ClusterState;
import java.util.List;

/** Where the latest applied state is read. Reading takes no lock and never waits. */
public interface StateSource {

    ClusterState current();

    /**
     * Calls the listener after each applied entry (or installed snapshot), in order, on the thread
     * that applies: listeners hand over to their own {@link EventLoop} at once.
     *
     * @return ends the subscription
     */
    AutoCloseable subscribe(Listener listener);

    /** Hears of each new state. */
    interface Listener {
        /** @param events what the entry caused; empty after a snapshot was installed */
        void applied(ClusterState state, List<ClusterEvent> events);
    }
}
