// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterState;
import java.time.Duration;

/** States as they were a while ago. */
final class OldStates implements StateSource {

    private static final Duration AGE = Duration.ofMillis(400);

    private final StateSource states;
    private final VirtualTime time;
    private ClusterState old;

    OldStates(StateSource states, VirtualTime time) {
        this.states = states;
        this.time = time;
        this.old = states.current();
    }

    @Override
    public ClusterState current() {
        return old;
    }

    @Override
    public AutoCloseable subscribe(Listener listener) {
        return states.subscribe((state, events) -> time.after(AGE, () -> {
            old = state;
            listener.applied(state, events);
        }));
    }
}
