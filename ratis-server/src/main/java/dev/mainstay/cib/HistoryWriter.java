// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes operation histories. */
final class HistoryWriter {
    /** Stands in the place of the id of the daemon that planned. */
    private static final String PLANNER = "00000000-0000-0000-0000-000000000000";

    private HistoryWriter() {}

    static XmlElement operation(OperationRecord record) {
        OperationDigests digests = record.digests();
        Optional<String> key = transitionKey(record);
        return new XmlBuilder("lrm_rsc_op")
                .with("id", record.id())
                .with("operation_key", record.operationKey())
                .with("operation", record.task())
                .with("transition-key", key)
                .with("transition-magic", key.map(known -> record.status().code() + ":"
                        + record.exitCode() + ";" + known))
                .with("exit-reason", record.exitReason())
                .with("call-id", Integer.toString(record.order()))
                .with("rc-code", Integer.toString(record.exitCode()))
                .with("op-status", Integer.toString(record.status().code()))
                .with("interval", Long.toString(record.intervalMillis()))
                .with("last-rc-change", record.lastChange().map(Instant::getEpochSecond))
                .with("last-run", record.lastRun().map(Instant::getEpochSecond))
                .with("exec-time", Long.toString(record.times().executionMillis()))
                .with("queue-time", Long.toString(record.times().queueMillis()))
                .with("op-digest", digests.all())
                .with("op-restart-digest", digests.restart())
                .with("op-secure-digest", digests.secure())
                .with("op-force-restart", words(digests.restartParameters()))
                .with("op-secure-params", words(digests.secureParameters()))
                .with("migrate_source", record.migrateSource())
                .with("migrate_target", record.migrateTarget())
                .build();
    }

    /** Pacemaker's form is number, transition, expected exit code and who planned it. */
    private static Optional<String> transitionKey(OperationRecord record) {
        return record.transitionKey().map(key -> {
            int dot = key.indexOf('.');
            return dot < 0 ? key
                    : key.substring(dot + 1) + ":" + key.substring(0, dot) + ":"
                            + record.expectedExitCode().orElse(0) + ":" + PLANNER;
        });
    }

    /** Pacemaker puts a blank at both ends. */
    private static Optional<String> words(List<String> names) {
        return names.isEmpty() ? Optional.empty()
                : Optional.of(" " + String.join(" ", names) + " ");
    }
}
