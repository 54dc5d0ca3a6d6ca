// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.OperationRecord;
import dev.mainstay.state.ClusterEvent.Kind;
import dev.mainstay.state.Command.RecordMonitorReport;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.transition.ActionId;
import java.util.List;
import java.util.Optional;

/** Reports of recurring monitors, which agents make on a change (safety.md 12). */
final class MonitorCommands {

    private MonitorCommands() {}

    static Optional<Rejection> record(StateDraft draft, RecordMonitorReport report) {
        Optional<NodeRecord> found = draft.node(report.node());
        if (found.isEmpty()) {
            return Optional.of(new Rejection.NotFound(report.node().value(),
                    "node " + report.node() + " is no member of this cluster"));
        }
        NodeRecord node = found.get();
        Optional<Rejection> refused = NodeCommands.refuseOther(node, report.incarnation())
                .or(() -> refuseOlderEpoch(node, report));
        if (refused.isPresent()) {
            return refused;
        }
        WantedMonitor.Key key =
                new WantedMonitor.Key(report.instance(), report.record().intervalMillis());
        Optional<WantedMonitor> monitor = Optional.ofNullable(node.monitors().get(key));
        if (monitor.isEmpty()) {
            return Optional.of(new Rejection.Outdated("no monitor of " + report.instance()
                    + " every " + key.intervalMillis() + " ms is wanted on " + node.node()));
        }
        apply(draft, node, monitor.get(), report.record());
        return Optional.empty();
    }

    /**
     * What the monitor saw was before the last start, promote, demote or stop that the log knows
     * of: it tells nothing about now.
     */
    private static Optional<Rejection> refuseOlderEpoch(
            NodeRecord node, RecordMonitorReport report) {
        Optional<ActionId> known = Optional.ofNullable(node.histories().get(report.instance()))
                .flatMap(InstanceHistory::lastOperation);
        boolean older = known.filter(last -> report.lastOperation()
                .filter(seen -> seen.compareTo(last) >= 0)
                .isEmpty()).isPresent();
        return older
                ? Optional.of(new Rejection.Outdated("the report on " + report.instance()
                        + " is from before " + known.get()))
                : Optional.empty();
    }

    private static void apply(
            StateDraft draft, NodeRecord node, WantedMonitor monitor, OperationRecord reported) {
        ExecutedOperation operation = ExecutedOperation.of(draft, node, monitor, reported);
        NodeRecord recorded = operation.recordedOn(draft, node, 0)
                .withMonitors(node.monitors());
        String key = monitor.action().key();
        if (operation.verdict() == Verdict.EXPECTED) {
            draft.put(recorded);
            if (isNews(node, monitor, operation.record())) {
                draft.want(Grade.FRESHNESS, key + " on " + node.node() + " is well again");
                draft.happened(Kind.MONITOR_CHANGED, node.node(), key, operation.describe());
            }
            return;
        }
        draft.put(FailureCounts.counted(recorded, monitor.action().instance(),
                operation.record(), draft.revisions.index(), draft.now()));
        draft.want(Grade.SAFETY, key + " failed on " + node.node());
        draft.happened(Kind.MONITOR_CHANGED, node.node(), key, operation.describe(),
                operation.news());
        MoveCommands.endReached(draft, monitor.action().resource());
    }

    /** Whether the last that was known of the monitor was something else. */
    private static boolean isNews(
            NodeRecord node, WantedMonitor monitor, OperationRecord record) {
        List<OperationRecord> records =
                Optional.ofNullable(node.histories().get(monitor.action().instance()))
                        .map(history -> history.history().records())
                        .orElse(List.of());
        return records.stream()
                .filter(old -> old.operationKey().equals(record.operationKey()))
                .max((a, b) -> Integer.compare(a.order(), b.order()))
                .filter(last -> last.exitCode() != record.exitCode()
                        || last.status() != record.status())
                .isPresent();
    }
}
