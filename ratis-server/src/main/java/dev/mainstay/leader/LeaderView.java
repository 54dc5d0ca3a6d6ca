// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.leader.WatchedNode.Standing;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Join;
import dev.mainstay.state.NodeRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the leader's loops read from the state. */
final class LeaderView {

    private LeaderView() {}

    /** Each machine's present incarnation, and beside it the one that waits to follow it. */
    static List<WatchedNode> watchedNodes(ClusterState state) {
        return state.nodes().values().stream()
                // A remote machine is its connection's to watch.
                .filter(record -> state.members().containsKey(record.node()))
                .flatMap(
                        record -> Stream.concat(present(record).stream(), pending(record).stream()))
                .toList();
    }

    private static Optional<WatchedNode> present(NodeRecord record) {
        return record.incarnation() == 0
                ? Optional.empty()
                : Optional.of(new WatchedNode(
                        record.node(), record.incarnation(), standing(record)));
    }

    private static Optional<WatchedNode> pending(NodeRecord record) {
        return record.pendingJoin().map(Join::incarnation)
                .map(incarnation -> new WatchedNode(
                        record.node(), incarnation, Standing.PENDING));
    }

    private static Standing standing(NodeRecord record) {
        if (record.isRestarting()) {
            return Standing.RESTARTING;
        }
        return switch (record.state()) {
            case ONLINE, SHUTTING_DOWN, RELEASED -> Standing.ONLINE;
            case SUSPECTED -> Standing.SUSPECTED;
            case ABSENT, LOST, SETTLED, LEFT, UNHEARD -> Standing.GONE;
        };
    }
}
