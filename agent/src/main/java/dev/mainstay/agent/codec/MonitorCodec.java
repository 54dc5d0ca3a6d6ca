// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.codec;

import dev.mainstay.agent.action.MonitorDefinition;
import dev.mainstay.agent.action.MonitorKey;
import dev.mainstay.agent.action.MonitorResult;
import dev.mainstay.agent.action.Operation;
import dev.mainstay.agent.action.Task;
import dev.mainstay.proto.v1.MonitorReport;
import dev.mainstay.proto.v1.MonitorReport.Cause;
import java.time.Duration;

/** Recurring monitors and their reports. */
public final class MonitorCodec {
    private MonitorCodec() {}

    public static MonitorDefinition definition(long epoch,
            dev.mainstay.proto.v1.MonitorDefinition message) {
        ActionCodec.require(message.hasOrderedBy(), "ordered_by is missing");
        MonitorKey key = key(message.getKey());
        Operation operation = new Operation(key.resource(), ActionCodec.spec(message.getAgent()),
                Task.MONITOR, message.getParametersMap(), message.getMetaMap(),
                message.getEnvironmentMap(),
                ActionCodec.timeout(message.getTimeoutMillis(), "timeout_millis"), key.interval());
        ActionCodec.requireVariables(operation);
        Duration startDelay = message.getStartDelayMillis() == 0 ? Duration.ZERO
                : ActionCodec.timeout(message.getStartDelayMillis(), "start_delay_millis");
        return new MonitorDefinition(key, operation, message.getExpectedExitCode(),
                ActionCodec.key(epoch, message.getOrderedBy()), message.getConfigRevision(),
                startDelay);
    }

    private static MonitorKey key(dev.mainstay.proto.v1.MonitorKey message) {
        return new MonitorKey(ActionCodec.resource(message.getResource()), message.getRole(),
                ActionCodec.timeout(message.getIntervalMillis(), "interval_millis"));
    }

    public static dev.mainstay.proto.v1.MonitorKey key(MonitorKey key) {
        return dev.mainstay.proto.v1.MonitorKey.newBuilder()
                .setResource(key.resource())
                .setRole(key.role())
                .setIntervalMillis(key.interval().toMillis())
                .build();
    }

    /** @param instance of the agent, without which a sequence number means nothing */
    public static MonitorReport report(MonitorResult result, String instance) {
        MonitorDefinition monitor = result.monitor();
        var report = result.report();
        MonitorReport.Builder message = MonitorReport.newBuilder()
                .setSequence(result.sequence())
                .setAgentInstance(instance)
                .setEpoch(monitor.orderedBy().epoch())
                .setKey(key(monitor.key()))
                .setOrderedBy(ActionCodec.id(monitor.orderedBy()))
                .setStatus(OutcomeCodec.status(report.ending()))
                .setExitCode(OutcomeCodec.exitCode(report.ending()))
                .setExitReason(report.exitReason())
                .setErrorOutput(report.errorOutput())
                .setCause(switch (result.cause()) {
                    case FIRST -> Cause.FIRST;
                    case CHANGED -> Cause.CHANGED;
                    case AFTER_ACTION -> Cause.AFTER_ACTION;
                })
                .setBegunBoottimeNanos(report.begunNanos())
                .setDurationMillis(report.duration().toMillis())
                .setConfigRevision(monitor.configRevision());
        result.seen()
                .ifPresent(
                        seen -> message.setSeenEpoch(seen.epoch())
                                .setSeenAction(ActionCodec.id(seen)));
        return message.build();
    }
}
