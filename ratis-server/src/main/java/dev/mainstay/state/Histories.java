// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.ResourceHistory;
import dev.mainstay.state.InstanceHistory.Certainty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps operation histories in the shape that the field knows: the last one-off operation, the last
 * failure, and each recurring monitor.
 */
final class Histories {

    private Histories() {}

    /** The history with one more executed operation, which settles what was unknown. */
    static InstanceHistory with(
            Optional<InstanceHistory> before,
            InstanceId instance,
            AgentName agent,
            OperationRecord record,
            Verdict verdict) {
        Optional<ResourceHistory> history = before.map(InstanceHistory::history);
        // A probe of something unknown starts over: what was recorded before tells nothing any
        // more.
        boolean startsOver = record.isProbe() && before.filter(b -> !b.isKnown()).isPresent();
        List<OperationRecord> records = startsOver
                ? List.of()
                : history.map(ResourceHistory::records).orElse(List.of());
        for (String id : ids(instance, record, verdict)) {
            records = replaced(records, withId(record, id));
        }
        return new InstanceHistory(
                new ResourceHistory(instance, agent,
                        history.flatMap(ResourceHistory::container),
                        history.flatMap(ResourceHistory::shutdownLock), records),
                Certainty.KNOWN,
                before.flatMap(InstanceHistory::lastOperation),
                before.flatMap(InstanceHistory::arrival));
    }

    /** The history of an instance of which nothing is known but that it may be there. */
    static InstanceHistory unknown(InstanceId instance, AgentName agent) {
        return new InstanceHistory(
                new ResourceHistory(instance, agent, Optional.empty(), Optional.empty(), List.of()),
                Certainty.UNKNOWN, Optional.empty(), Optional.empty());
    }

    static InstanceHistory withoutMonitor(InstanceHistory history, long intervalMillis) {
        return withRecords(history, history.history().records().stream()
                .filter(record -> !(isMonitorEntry(history, record)
                        && record.intervalMillis() == intervalMillis))
                .toList());
    }

    static String monitorId(InstanceId instance, long intervalMillis) {
        return instance + "_monitor_" + intervalMillis;
    }

    static String lastFailureId(InstanceId instance) {
        return instance + "_last_failure_0";
    }

    /** What was forgotten is not shown as a failure any more. */
    static InstanceHistory withoutLastFailure(
            InstanceHistory history, Optional<OperationFilter> only) {
        String id = lastFailureId(history.history().instance());
        return withRecords(history, history.history().records().stream()
                .filter(record -> !record.id().equals(id)
                        || only.isPresent() && !only.get().matches(record))
                .toList());
    }

    private static boolean isMonitorEntry(InstanceHistory history, OperationRecord record) {
        return record.isRecurring()
                && !record.id().equals(lastFailureId(history.history().instance()));
    }

    private static InstanceHistory withRecords(
            InstanceHistory history, List<OperationRecord> records) {
        ResourceHistory old = history.history();
        return history.withHistory(new ResourceHistory(old.instance(), old.agent(),
                old.container(), old.shutdownLock(), records));
    }

    private static List<String> ids(
            InstanceId instance, OperationRecord record, Verdict verdict) {
        boolean failed = verdict == Verdict.FAILED;
        if (record.isRecurring()) {
            return List.of(failed
                    ? lastFailureId(instance)
                    : monitorId(instance, record.intervalMillis()));
        }
        String last = instance + "_last_0";
        return failed ? List.of(lastFailureId(instance), last) : List.of(last);
    }

    private static List<OperationRecord> replaced(
            List<OperationRecord> records, OperationRecord record) {
        List<OperationRecord> next = new ArrayList<>(records.size() + 1);
        for (OperationRecord old : records) {
            if (!old.id().equals(record.id())) {
                next.add(old);
            }
        }
        next.add(record);
        return next;
    }

    private static OperationRecord withId(OperationRecord record, String id) {
        return new OperationRecord(id, record.task(), record.intervalMillis(), record.order(),
                record.status(), record.exitCode(), record.expectedExitCode(),
                record.lastChange(), record.lastRun(), record.times(), record.digests(),
                record.exitReason(), record.migrateSource(), record.migrateTarget(),
                record.operationKey(), record.transitionKey());
    }
}
