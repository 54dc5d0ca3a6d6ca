// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.Task;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An operation that was carried out, as history keeps it: what was ordered comes from the log, what
 * came of it from the agent, and the time from the log, because clocks of machines differ.
 *
 * @param ordered what asked for it
 * @param configurationRevision where its parameters came from
 */
record ExecutedOperation(
        ResourceAction ordered,
        ActionId id,
        long configurationRevision,
        OperationRecord record,
        Verdict verdict) {

    static ExecutedOperation of(
            StateDraft draft, NodeRecord node, InFlightAction action, OperationRecord reported) {
        ResourceAction ordered = (ResourceAction) action.action();
        OperationRecord record = stamped(reported, ordered, recordedTask(node, ordered, reported),
                action.id(), node.lastOrder() + 1, draft.now());
        return new ExecutedOperation(ordered, action.id(), action.configurationRevision(), record,
                Verdict.of(record, ordered.targetExitCode()));
    }

    /** The operation of a monitor's report. */
    static ExecutedOperation of(
            StateDraft draft, NodeRecord node, WantedMonitor monitor, OperationRecord reported) {
        OperationRecord record = stamped(reported, monitor.action(),
                monitor.action().task().ocfName(), monitor.orderedBy(), node.lastOrder() + 1,
                draft.now());
        return new ExecutedOperation(monitor.action(), monitor.orderedBy(),
                monitor.configurationRevision(), record,
                Verdict.of(record, monitor.action().targetExitCode()));
    }

    /** The instance that a record is of, told from its operation key. */
    static Optional<InstanceId> instance(OperationRecord record) {
        String suffix = "_" + record.task() + "_" + record.intervalMillis();
        return record.operationKey()
                .filter(key -> key.endsWith(suffix) && key.length() > suffix.length())
                .map(key -> new InstanceId(key.substring(0, key.length() - suffix.length())));
    }

    /**
     * The node with the operation in its history, and the monitor it ordered among the wanted.
     *
     * @param begunIndex of the entry that let it begin; 0 where none did
     */
    NodeRecord recordedOn(StateDraft draft, NodeRecord node, long begunIndex) {
        InstanceId instance = ordered.instance();
        Optional<InstanceHistory> before = Optional.ofNullable(node.histories().get(instance));
        InstanceHistory history = Histories.with(before, instance,
                InFlightEnds.agent(draft, node, instance), record, verdict)
                .withArrival(before.flatMap(
                        known -> Arrivals.remaining(draft, known, begunIndex)));
        NodeRecord next = node
                .withHistory(isEpoch(ordered.task()) ? history.withLastOperation(id) : history)
                .withLastOrder(record.order());
        return Monitors.afterAction(next, ordered, id, configurationRevision);
    }

    /** What those are told who follow operations: nothing of a monitor that went as expected. */
    List<EndedOperation> news() {
        boolean monitor = ordered.task() == Task.MONITOR || ordered.task() == Task.PROBE;
        return monitor && verdict == Verdict.EXPECTED
                ? List.of()
                : List.of(EndedOperation.of(ordered.instance(), ordered.task().ocfName(), record));
    }

    /** What happened, in a few words. */
    String describe() {
        return "exit code " + record.exitCode()
                + record.exitReason().map(reason -> ": " + reason).orElse("")
                + switch (record.status()) {
                    case TIMED_OUT -> " (timed out)";
                    case PENDING, DONE, CANCELLED, NOT_SUPPORTED, ERROR, HARD_ERROR, FATAL_ERROR,
                            NOT_INSTALLED, NOT_CONNECTED, INVALID, NO_FENCE_DEVICE, NO_SECRETS,
                            UNKNOWN ->
                            "";
                };
    }

    private static boolean isEpoch(Task task) {
        return switch (task) {
            case START, STOP, PROMOTE, DEMOTE, MIGRATE_TO, MIGRATE_FROM -> true;
            case PROBE, MONITOR, NOTIFY, RELOAD, RELOAD_AGENT, DELETE -> false;
        };
    }

    /**
     * A reload takes the place of the operation by which the instance came into its role: what it
     * runs with since then is what the reload told. A failed one says that something is wrong with
     * the instance, as a monitor does.
     */
    private static String recordedTask(
            NodeRecord node, ResourceAction ordered, OperationRecord reported) {
        boolean reload = ordered.task() == Task.RELOAD || ordered.task() == Task.RELOAD_AGENT;
        if (!reload) {
            return ordered.task().ocfName();
        }
        if (Verdict.of(reported, ordered.targetExitCode()) != Verdict.EXPECTED) {
            return Task.MONITOR.ocfName();
        }
        boolean promoted = Optional.ofNullable(node.histories().get(ordered.instance()))
                .filter(history -> history.activity() == Activity.PROMOTED)
                .isPresent();
        return (promoted ? Task.PROMOTE : Task.START).ocfName();
    }

    private static OperationRecord stamped(OperationRecord reported, ResourceAction ordered,
            String task, ActionId id, int order, Instant now) {
        String key = ordered.instance() + "_" + task + "_" + ordered.intervalMillis();
        return new OperationRecord(key, task, ordered.intervalMillis(), order,
                reported.status(), reported.exitCode(), Optional.of(ordered.targetExitCode()),
                Optional.of(now), Optional.of(now), reported.times(), reported.digests(),
                reported.exitReason(), reported.migrateSource(), reported.migrateTarget(),
                Optional.of(key), Optional.of(id.toString()));
    }
}
