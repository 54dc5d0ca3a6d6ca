// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.trial;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.OperationTimes;
import dev.mainstay.model.ResourceHistory;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.scheduler.graph.HistoryNames;
import dev.mainstay.scheduler.unpack.OperationDigest;
import dev.mainstay.scheduler.unpack.ParameterDigests;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.unpack.Unpacker;
import dev.mainstay.scheduler.work.HistoryEntry;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Writes results of operations into histories and fail counts, as a node's executor would. */
final class ResultSheet {

    private static final String MONITOR = "monitor";
    private static final String FAIL_COUNT = "fail-count-";
    private static final String LAST_FAILURE = "last-failure-";
    private static final String INFINITY = Score.INFINITY.toString();
    private static final String FAILURE_RECORD = "_last_failure_0";

    private final UnpackContext context;
    private final ParameterDigests digests;
    private final StatusSheet sheet;
    private final Instant now;

    ResultSheet(SchedulerInput input, StatusSheet sheet) {
        this.context = Unpacker.unpack(input.configuration(), input.status(), input.now());
        this.digests = new ParameterDigests(context);
        this.sheet = sheet;
        this.now = input.now();
    }

    /** What the plan's resources were unpacked into. */
    UnpackContext context() {
        return context;
    }

    /** Whether there is, or was, such a resource. */
    boolean knows(InstanceId instance) {
        return HistoryNames.known(context.state(), instance).isPresent();
    }

    /** Records a result; one that was not expected counts as a failure. */
    void record(OperationSpec operation, int expected) {
        record(operation, expected, Optional.empty(), Optional.empty());
    }

    /** Records a result of an operation that may be a half of a migration. */
    void record(OperationSpec operation, int expected, Optional<NodeId> migrateSource,
            Optional<NodeId> migrateTarget) {
        InstanceId name = historyName(operation.node(), operation.instance());
        boolean failed = operation.exitCode() != expected && !isAnswer(operation);
        String key = name + "_" + operation.task() + "_" + operation.intervalMillis();
        OperationRecord result = new OperationRecord(key, operation.task(),
                operation.intervalMillis(), nextOrder(operation.node()), OperationStatus.DONE,
                operation.exitCode(), Optional.of(expected), Optional.of(now), Optional.of(now),
                OperationTimes.ZERO, digests(operation), Optional.empty(), migrateSource,
                migrateTarget, Optional.of(key), Optional.empty());
        ResourceHistory history = history(operation.node(), name);
        List<OperationRecord> records = new ArrayList<>(history.records());
        records.removeIf(sameOperation(operation.task(), operation.intervalMillis()));
        records.add(result);
        if (operation.task().equals(Tasks.RELOAD) && !failed) {
            records.replaceAll(
                    record -> record.isRecurring() ? record : reloaded(operation, record));
        }
        if (failed) {
            records.removeIf(record -> record.id().equals(name + FAILURE_RECORD));
            records.add(failureOf(name, result));
            count(operation, name);
        }
        keep(operation.node(), history, records);
    }

    /** A recurring operation is done no more. */
    void cancel(NodeId node, InstanceId instance, long intervalMillis) {
        InstanceId name = historyName(node, instance);
        ResourceHistory history = history(node, name);
        List<OperationRecord> records = new ArrayList<>(history.records());
        records.removeIf(sameOperation(MONITOR, intervalMillis));
        keep(node, history, records);
    }

    /** Nothing is known of a resource on a node any more. */
    void forget(NodeId node, InstanceId instance) {
        sheet.history(node, historyName(node, instance), Optional.empty());
    }

    /** The failures of a resource on a node are forgiven. */
    void clearFailures(NodeId node, InstanceId instance) {
        InstanceId name = historyName(node, instance);
        sheet.attributes(node, attributes -> {
            attributes.keySet().removeIf(attribute -> attribute.startsWith(FAIL_COUNT + name + "#")
                    || attribute.startsWith(LAST_FAILURE + name + "#")
                    || attribute.equals(FAIL_COUNT + name)
                    || attribute.equals(LAST_FAILURE + name));
            return attributes;
        });
        ResourceHistory history = history(node, name);
        List<OperationRecord> records = new ArrayList<>(history.records());
        records.removeIf(record -> record.id().equals(name + FAILURE_RECORD));
        keep(node, history, records);
    }

    /** Where a node has a history of the instance already, under a number perhaps, it goes on. */
    private InstanceId historyName(NodeId node, InstanceId instance) {
        return HistoryNames.known(context.state(), instance)
                .flatMap(resource -> context.state().histories(resource).stream()
                        .filter(entry -> entry.node().id().equals(node))
                        .map(HistoryEntry::history)
                        // Of two numbers that stand for one instance, the one used last.
                        .max(Comparator.comparing(ResultSheet::tellsMoreThanAProbe)
                                .thenComparingInt(ResultSheet::lastOrder))
                        .map(ResourceHistory::instance))
                .orElseGet(() -> HistoryNames.of(context.state(), instance));
    }

    private static boolean tellsMoreThanAProbe(ResourceHistory history) {
        return history.records().stream().anyMatch(record -> !record.isProbe());
    }

    private static int lastOrder(ResourceHistory history) {
        return history.records().stream().mapToInt(OperationRecord::order).max().orElse(0);
    }

    /** Without them the parameters would count as changed since. */
    private OperationDigests digests(OperationSpec operation) {
        Optional<String> all = HistoryNames.known(context.state(), operation.instance())
                .flatMap(resource -> context.state().node(operation.node())
                        .map(node -> OperationDigest.of(digests.values(resource, node,
                                operation.task(), operation.intervalMillis()))));
        return new OperationDigests(
                all, Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    private void keep(NodeId node, ResourceHistory history, List<OperationRecord> records) {
        sheet.history(node, history.instance(), records.isEmpty()
                ? Optional.empty()
                : Optional.of(new ResourceHistory(history.instance(), history.agent(),
                        history.container(), history.shutdownLock(), records)));
    }

    private ResourceHistory history(NodeId node, InstanceId name) {
        return sheet.histories(node).stream()
                .filter(history -> history.instance().equals(name))
                .findFirst()
                .orElseGet(() -> new ResourceHistory(name, agent(name), Optional.empty(),
                        Optional.empty(), List.of()));
    }

    private AgentName agent(InstanceId name) {
        return HistoryNames.known(context.state(), name).map(WorkResource::agent)
                .orElseThrow(() -> new IllegalArgumentException("there is no resource " + name));
    }

    private int nextOrder(NodeId node) {
        return sheet.histories(node).stream()
                .flatMap(history -> history.records().stream())
                .mapToInt(OperationRecord::order)
                .max().orElse(0) + 1;
    }

    /** A failed stop counts as all of them, and so does a failed start unless options say no. */
    private void count(OperationSpec operation, InstanceId name) {
        boolean fatal = switch (operation.task()) {
            case Tasks.STOP -> true;
            case Tasks.START -> context.state().options().startFailureIsFatal();
            default -> false;
        };
        String suffix = name + "#" + operation.task() + "_" + operation.intervalMillis();
        sheet.attributes(operation.node(), attributes -> {
            attributes.merge(FAIL_COUNT + suffix, fatal ? INFINITY : "1",
                    (count, more) -> fatal ? INFINITY : oneMore(count));
            attributes.put(LAST_FAILURE + suffix, Long.toString(now.getEpochSecond()));
            return attributes;
        });
    }

    private static String oneMore(String count) {
        return count.matches("[0-9]{1,9}") ? Long.toString(Long.parseLong(count) + 1) : count;
    }

    /** What an agent has reloaded is what it runs with from then on. */
    private OperationRecord reloaded(OperationSpec reload, OperationRecord record) {
        return record.withDigests(digests(new OperationSpec(reload.instance(), record.task(),
                record.intervalMillis(), reload.node(), record.exitCode())));
    }

    private static OperationRecord failureOf(InstanceId name, OperationRecord result) {
        return new OperationRecord(name + FAILURE_RECORD, result.task(), result.intervalMillis(),
                result.order(), result.status(), result.exitCode(), result.expectedExitCode(),
                result.lastChange(), result.lastRun(), result.times(), result.digests(),
                result.exitReason(), result.migrateSource(), result.migrateTarget(),
                result.operationKey(), result.transitionKey());
    }

    private static Predicate<OperationRecord> sameOperation(String task, long intervalMillis) {
        return record -> record.task().equals(task) && record.intervalMillis() == intervalMillis
                && !record.id().endsWith(FAILURE_RECORD);
    }

    /** A probe asks; that something runs, or does not, is no failure. */
    private static boolean isAnswer(OperationSpec operation) {
        return operation.task().equals(MONITOR) && operation.intervalMillis() == 0
                && (operation.exitCode() == OcfExitCode.OK.code()
                        || operation.exitCode() == OcfExitCode.NOT_RUNNING.code()
                        || operation.exitCode() == OcfExitCode.RUNNING_PROMOTED.code());
    }
}
