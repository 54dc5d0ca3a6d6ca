// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.port.NodeClock;
import dev.mainstay.port.StateSource;
import dev.mainstay.scheduler.LossAges;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.NodeState;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Measures on this machine for how long each machine has been lost: from the moment that the loss
 * was applied here, which is after its last lease was granted, whoever led then. Followers measure
 * too, so that a change of leaders begins no wait anew; a daemon that was started again does.
 */
public final class LossWatch implements Supplier<LossAges> {

    private final NodeClock clock;
    /** When a lost incarnation was first seen here. */
    private final SortedMap<Long, Long> seen = new TreeMap<>();

    private LossWatch(NodeClock clock) {
        this.clock = clock;
    }

    /** Watches for as long as the source lives. */
    public static LossWatch over(StateSource states, NodeClock clock) {
        LossWatch watch = new LossWatch(clock);
        var _ = states.subscribe((state, events) -> watch.observe(state));
        watch.observe(states.current());
        return watch;
    }

    private synchronized void observe(ClusterState state) {
        List<Long> lost = state.nodes().values().stream()
                .filter(node -> node.state() == NodeState.LOST)
                .map(NodeRecord::incarnation)
                .toList();
        seen.keySet().retainAll(lost);
        lost.forEach(incarnation -> seen.putIfAbsent(incarnation, clock.bootNanos()));
    }

    @Override
    public synchronized LossAges get() {
        long now = clock.bootNanos();
        TreeMap<Long, Duration> ages = new TreeMap<>();
        seen.forEach((incarnation, since) -> ages.put(incarnation, Duration.ofNanos(now - since)));
        return new LossAges(ages);
    }
}
