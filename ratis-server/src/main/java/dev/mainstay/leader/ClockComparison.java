// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.NodeRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far each machine's wall clock is from the median of all that renew their leases (safety.md
 * 27). A machine beyond the bound carries a transient attribute that says by how much, so that
 * every node's status can warn of it, and does not lead. The median means something from three
 * clocks on: of two that differ nobody knows which one is right.
 */
final class ClockComparison {

    /**
     * Far above what a renewal's way takes and what time daemons leave, far below what would expire
     * a failure or a token at the wrong time.
     */
    static final Duration BOUND = Duration.ofSeconds(5);

    private static final int FEWEST_CLOCKS = 3;

    private final SortedMap<NodeId, Long> offsetsMillis = new TreeMap<>();

    /** Forgets what was heard under an earlier leadership. */
    void clear() {
        offsetsMillis.clear();
    }

    /** @param offsetMillis the node's wall clock at its sending less our own at the arrival */
    void heard(NodeId node, long offsetMillis) {
        offsetsMillis.put(node, offsetMillis);
    }

    /** Whether the machine's clock is known to be beyond the bound. */
    boolean isFarOff(NodeId node, ClusterState state) {
        return Optional.ofNullable(deviationsMillis(state).get(node))
                .filter(deviation -> Math.abs(deviation) > BOUND.toMillis())
                .isPresent();
    }

    /** Whether a majority of all members, ourselves among them, has our time. */
    boolean isOursTheMajoritys(NodeId self, ClusterState state) {
        long agreeing = 1 + offsetsMillis.entrySet().stream()
                .filter(heard -> !heard.getKey().equals(self)
                        && Math.abs(heard.getValue()) <= BOUND.toMillis()
                        && state.node(heard.getKey()).filter(NodeRecord::isActive).isPresent())
                .count();
        return agreeing > state.members().size() / 2;
    }

    /** What has to be changed of the attributes that tell of clocks. */
    List<Command.ChangeAttribute> changes(ClusterState state) {
        List<Command.ChangeAttribute> changes = new ArrayList<>();
        deviationsMillis(state).forEach((node, deviation) -> {
            Optional<Long> told = state.node(node).flatMap(NodeRecord::clockOffsetMillis);
            long distance = Math.abs(deviation);
            boolean news = told.isEmpty()
                    || Math.abs(told.get() - deviation) > BOUND.toMillis();
            if (distance > BOUND.toMillis() && news) {
                changes.add(new Command.ChangeAttribute(node, NodeRecord.CLOCK_OFFSET,
                        Optional.of(Long.toString(deviation))));
            } else if (told.isPresent() && distance <= BOUND.toMillis() / 2) {
                changes.add(new Command.ChangeAttribute(
                        node, NodeRecord.CLOCK_OFFSET, Optional.empty()));
            }
        });
        return changes;
    }

    /** Of machines that take part; empty while too few were heard. */
    private SortedMap<NodeId, Long> deviationsMillis(ClusterState state) {
        TreeMap<NodeId, Long> deviations = new TreeMap<>();
        offsetsMillis.forEach((node, offset) -> {
            if (state.node(node).filter(NodeRecord::isActive).isPresent()) {
                deviations.put(node, offset);
            }
        });
        if (deviations.size() < FEWEST_CLOCKS) {
            return Collections.emptySortedMap();
        }
        List<Long> sorted = deviations.values().stream().sorted().toList();
        long median = sorted.get((sorted.size() - 1) / 2);
        deviations.replaceAll((node, offset) -> offset - median);
        return deviations;
    }
}
