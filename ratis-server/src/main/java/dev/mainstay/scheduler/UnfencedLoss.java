// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import dev.mainstay.scheduler.graph.HistoryNames;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.state.Activity;
import dev.mainstay.state.InstanceHistory;
import dev.mainstay.state.NodeRecord;
import java.time.Duration;
import java.util.List;

/**
 * A lost machine that nobody fences.
 *
 * @param span from its loss until its lease is over and all that it may have run has had its time
 *         to stop
 */
record UnfencedLoss(NodeRecord machine, Duration span) {

    private static final String STOP = "stop";

    /** @param lease how long the machine may go on after it was last granted one */
    static UnfencedLoss of(UnpackContext context, NodeRecord machine, Duration lease) {
        // The stops may have to wait for each other, so each of them counts.
        Duration stops = possiblyActive(machine).stream()
                .flatMap(history -> HistoryNames.known(context.state(),
                        history.history().instance())
                        .map(resource -> stopTime(context, resource, history)).stream())
                .reduce(Duration.ZERO, Duration::plus);
        return new UnfencedLoss(machine, lease.plus(stops));
    }

    /** What is promoted is demoted first, and a machine on its own gives that as much time. */
    private static Duration stopTime(
            UnpackContext context, WorkResource resource, InstanceHistory history) {
        Duration stop = Duration.ofMillis(Long.parseLong(
                context.operations().meta(resource, STOP, 0).get("timeout")));
        return resource.inPromotable() && mayBePromoted(history) ? stop.multipliedBy(2) : stop;
    }

    List<InstanceHistory> possiblyActive() {
        return possiblyActive(machine);
    }

    private static List<InstanceHistory> possiblyActive(NodeRecord machine) {
        return machine.histories().values().stream()
                .filter(history -> !history.activity().isCertainlyInactive())
                .toList();
    }

    /** What failed, or whose outcome is missing, may have been promoted before. */
    static boolean mayBePromoted(InstanceHistory history) {
        Activity activity = history.activity();
        return switch (activity) {
            case PROMOTED, FAILED, UNKNOWN -> true;
            case INACTIVE, ACTIVE -> false;
        };
    }
}
