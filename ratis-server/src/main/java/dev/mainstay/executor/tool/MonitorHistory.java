// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import static dev.mainstay.executor.tool.MonitorDocument.flag;

import dev.mainstay.cib.OcfExitCodeText;
import dev.mainstay.cib.XmlBuilder;
import dev.mainstay.cib.XmlElement;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.work.HistoryEntry;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Operation histories and failures as {@code crm_mon} writes them. */
final class MonitorHistory {
    private final ClusterView view;

    MonitorHistory(ClusterView view) {
        this.view = view;
    }

    List<XmlElement> content() {
        List<XmlElement> content = new ArrayList<>();
        content.add(new XmlBuilder("node_history")
                .children(view.nodes().stream().map(this::node)
                        .filter(node -> !node.children().isEmpty()).toList())
                .build());
        List<XmlElement> failures = failures();
        if (!failures.isEmpty()) {
            content.add(new XmlBuilder("failures").children(failures).build());
        }
        return content;
    }

    private XmlElement node(WorkNode node) {
        XmlBuilder xml = new XmlBuilder("node").with("name", node.name());
        view.histories().stream()
                .filter(entry -> entry.node().equals(node) && !entry.foundNothing())
                .forEach(entry -> xml.child(resource(entry)));
        return xml.build();
    }

    private static XmlElement resource(HistoryEntry entry) {
        int threshold = entry.resource().options().migrationThreshold();
        return new XmlBuilder("resource_history")
                .with("id", entry.history().instance().value())
                .with("orphan", flag(entry.resource().is(ResourceFlag.REMOVED)))
                .with("migration-threshold",
                        Integer.toString(threshold == 0 ? Score.INFINITY_VALUE : threshold))
                .children(executions(entry)
                        .filter(record -> !isEmptyProbe(record))
                        .map(MonitorHistory::operation).toList())
                .build();
    }

    /** The last failure is on record a second time, under an id of its own. */
    private static Stream<OperationRecord> executions(HistoryEntry entry) {
        TreeSet<String> seen = new TreeSet<>();
        return entry.sorted().stream().filter(record -> seen.add(
                record.task() + " " + record.intervalMillis() + " " + record.order()));
    }

    private static boolean isEmptyProbe(OperationRecord record) {
        return record.isProbe() && record.exitCode() == OcfExitCode.NOT_RUNNING.code();
    }

    private static XmlElement operation(OperationRecord record) {
        XmlBuilder xml = new XmlBuilder("operation_history")
                .with("call", Integer.toString(record.order()))
                .with("task", record.isProbe() ? "probe" : record.task())
                .with("rc", Integer.toString(record.exitCode()))
                .with("rc_text", OcfExitCodeText.of(record.exitCode()));
        if (record.isRecurring()) {
            xml.with("interval", record.intervalMillis() + "ms");
        }
        return xml.with("last-rc-change", record.lastChange().map(PacemakerTime::text))
                .with("exec-time", record.times().executionMillis() + "ms")
                .with("queue-time", record.times().queueMillis() + "ms")
                .build();
    }

    private List<XmlElement> failures() {
        List<XmlElement> failures = new ArrayList<>();
        for (HistoryEntry entry : view.histories()) {
            executions(entry).filter(MonitorHistory::hasFailed)
                    .forEach(record -> failures.add(failure(entry, record)));
        }
        return failures;
    }

    private static boolean hasFailed(OperationRecord record) {
        if (record.status() == OperationStatus.PENDING
                || record.status() == OperationStatus.CANCELLED) {
            return false;
        }
        boolean active = record.exitCode() == OcfExitCode.OK.code()
                || record.exitCode() == OcfExitCode.RUNNING_PROMOTED.code();
        boolean expected = record.expectedExitCode().map(code -> code == record.exitCode())
                .orElse(active) || record.isProbe() && active;
        return !expected && !isEmptyProbe(record);
    }

    private static XmlElement failure(HistoryEntry entry, OperationRecord record) {
        XmlBuilder xml = new XmlBuilder("failure")
                .with("op_key", entry.history().instance() + "_" + record.task() + "_"
                        + record.intervalMillis())
                .with("node", entry.node().name())
                .with("exitstatus", OcfExitCodeText.of(record.exitCode()))
                .with("exitreason", record.exitReason().orElse("none"))
                .with("exitcode", Integer.toString(record.exitCode()))
                .with("call", Integer.toString(record.order()))
                .with("status", record.status().name().toLowerCase(Locale.ROOT));
        record.lastChange().ifPresent(time -> xml
                .with("last-rc-change", PacemakerTime.text(time))
                .with("queued", Long.toString(record.times().queueMillis()))
                .with("exec", Long.toString(record.times().executionMillis()))
                .with("interval", Long.toString(record.intervalMillis()))
                .with("task", record.task()));
        return xml.build();
    }
}
