// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.agent;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.OperationTimes;
import dev.mainstay.port.AgentClient;
import dev.mainstay.proto.v1.ActionOutcome;
import dev.mainstay.proto.v1.MonitorReport;
import dev.mainstay.state.ActionResult;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What an agent's outcomes mean. Only an outcome in which the resource agent itself ended, or was
 * ended for taking too long, speaks about the resource; every other one is unknown.
 */
public final class OutcomeMessages {

    private OutcomeMessages() {}

    /** @param wall the wall clock's reading for an instant of the boot clock in nanoseconds */
    public static ActionResult result(
            ActionOutcome outcome, AgentClient.Order order, LongFunction<Instant> wall) {
        return switch (outcome.getStatus()) {
            case COMPLETED, TIMED_OUT, KILLED -> new ActionResult.Completed(record(
                    new Operation(order.operationKey(), order.task().ocfName(),
                            order.intervalMillis(), Optional.of(order.targetExitCode()),
                            order.digests(), migrationEnd(order, "migrate_source"),
                            migrationEnd(order, "migrate_target")),
                    ending(outcome), wall));
            case CANCELLED, INTERRUPTED, LEASE_LAPSED -> new ActionResult.Unknown(reason(outcome));
            case NOT_BEGUN -> new ActionResult.NotBegun(reason(outcome));
            case STATUS_UNSPECIFIED, UNRECOGNIZED -> new ActionResult.Unknown(
                    "the agent gave an outcome that this version does not know");
        };
    }

    /** The halves of a live migration are put together by the machines that each one names. */
    private static Optional<NodeId> migrationEnd(AgentClient.Order order, String name) {
        return switch (order.task()) {
            case MIGRATE_TO, MIGRATE_FROM ->
                    Optional.ofNullable(order.meta().get(name)).map(NodeId::new);
            case PROBE, MONITOR, START, STOP, PROMOTE, DEMOTE, NOTIFY, RELOAD, RELOAD_AGENT,
                    DELETE ->
                    Optional.empty();
        };
    }

    /** An outcome that an agent had kept; what it ran with is known to the agent alone. */
    static ActionResult keptResult(ActionOutcome outcome, LongFunction<Instant> wall) {
        return switch (outcome.getStatus()) {
            case COMPLETED, TIMED_OUT, KILLED -> new ActionResult.Completed(record(
                    new Operation(outcome.getResource() + "_" + outcome.getTask() + "_0",
                            outcome.getTask(), 0, Optional.empty(), OperationDigests.NONE,
                            Optional.empty(), Optional.empty()),
                    ending(outcome), wall));
            case NOT_BEGUN -> new ActionResult.NotBegun(reason(outcome));
            case CANCELLED, INTERRUPTED, LEASE_LAPSED, STATUS_UNSPECIFIED, UNRECOGNIZED ->
                    new ActionResult.Unknown(reason(outcome));
        };
    }

    /** The record of a recurring monitor's result. */
    public static OperationRecord record(
            MonitorReport report, AgentClient.Monitor monitor, LongFunction<Instant> wall) {
        return record(
                new Operation(monitor.operationKey(), "monitor", monitor.intervalMillis(),
                        Optional.of(monitor.targetExitCode()), monitor.digests(),
                        Optional.empty(), Optional.empty()),
                new Ending(report.getStatus(), report.getExitCode(), report.getExitReason(),
                        report.getBegunBoottimeNanos(), report.getDurationMillis()),
                wall);
    }

    static InstanceId instance(ActionOutcome outcome) {
        return new InstanceId(outcome.getResource());
    }

    private static Ending ending(ActionOutcome outcome) {
        return new Ending(outcome.getStatus(), outcome.getExitCode(), outcome.getExitReason(),
                outcome.getBegunBoottimeNanos(), outcome.getDurationMillis());
    }

    private static String reason(ActionOutcome outcome) {
        return outcome.getExitReason().isEmpty()
                ? outcome.getStatus().name()
                : outcome.getExitReason();
    }

    /** The record's {@code order} is left at 0: the log's order is given when it is applied. */
    private static OperationRecord record(
            Operation operation, Ending ending, LongFunction<Instant> wall) {
        Optional<Instant> begun = ending.begunNanos() == 0
                ? Optional.empty()
                : Optional.of(wall.apply(ending.begunNanos()));
        return new OperationRecord(
                operation.key(),
                operation.task(),
                operation.intervalMillis(),
                0,
                status(ending),
                ending.status() == ActionOutcome.Status.COMPLETED
                        ? ending.exitCode()
                        : OcfExitCode.GENERIC_ERROR.code(),
                operation.expectedExitCode(),
                begun,
                begun,
                new OperationTimes(ending.durationMillis(), 0),
                operation.digests(),
                Optional.of(ending.reason()).filter(text -> !text.isEmpty()),
                operation.migrateSource(),
                operation.migrateTarget(),
                Optional.of(operation.key()),
                Optional.empty());
    }

    private static OperationStatus status(Ending ending) {
        return switch (ending.status()) {
            case COMPLETED -> OperationStatus.DONE;
            case TIMED_OUT -> OperationStatus.TIMED_OUT;
            case KILLED, CANCELLED, INTERRUPTED, LEASE_LAPSED, NOT_BEGUN, STATUS_UNSPECIFIED,
                    UNRECOGNIZED ->
                    OperationStatus.ERROR;
        };
    }

    private record Operation(
            String key,
            String task,
            long intervalMillis,
            Optional<Integer> expectedExitCode,
            OperationDigests digests,
            Optional<NodeId> migrateSource,
            Optional<NodeId> migrateTarget) {}

    private record Ending(
            ActionOutcome.Status status,
            int exitCode,
            String reason,
            long begunNanos,
            long durationMillis) {}
}
