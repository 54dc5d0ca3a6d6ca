// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.api.EventRing;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterEvent;
import dev.mainstay.state.ClusterEvent.Kind;
import java.util.Optional;

/** Puts each change of the leader, as this node hears of it, among the events that it tells. */
final class LeaderChanges implements Leadership.Listener {

    private final NodeId self;
    private final StateSource states;
    private final EventRing events;
    private final NodeClock clock;
    private Optional<NodeId> last = Optional.empty();

    LeaderChanges(NodeId self, StateSource states, EventRing events, NodeClock clock) {
        this.self = self;
        this.states = states;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void leading(long term) {
        changed(Optional.of(self));
    }

    @Override
    public void following(Optional<NodeId> leader) {
        changed(leader);
    }

    /** That a leader is gone is no change yet: the next one is. */
    private void changed(Optional<NodeId> leader) {
        if (leader.isPresent() && !leader.equals(last)) {
            events.tell(new ClusterEvent(states.current().appliedIndex(), clock.wall(),
                    Kind.LEADER_CHANGED, leader, "",
                    last.map(before -> "before: " + before).orElse("")));
            last = leader;
        }
    }
}
