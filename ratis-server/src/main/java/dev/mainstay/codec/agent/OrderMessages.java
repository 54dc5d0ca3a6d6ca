// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.agent;

import dev.mainstay.model.InstanceId;
import dev.mainstay.port.AgentClient;
import dev.mainstay.proto.v1.AcknowledgeResultsRequest;
import dev.mainstay.proto.v1.AttachRequest;
import dev.mainstay.proto.v1.CancelRequest;
import dev.mainstay.proto.v1.ExecuteRequest;
import dev.mainstay.proto.v1.HealthRequest;
import dev.mainstay.proto.v1.MonitorDefinition;
import dev.mainstay.proto.v1.MonitorKey;
import dev.mainstay.proto.v1.ResetMonitorRequest;
import dev.mainstay.proto.v1.SetMonitorsRequest;
import dev.mainstay.proto.v1.UpdateLeaseRequest;
import dev.mainstay.proto.v1.WatchReportsRequest;
import dev.mainstay.transition.ActionId;
import java.util.List;

/** What is said to an agent. */
public final class OrderMessages {

    private OrderMessages() {}

    public static HealthRequest health() {
        return HealthRequest.getDefaultInstance();
    }

    public static AttachRequest attach(long epoch) {
        return AttachRequest.newBuilder().setEpoch(epoch).build();
    }

    public static ExecuteRequest execute(AgentClient.Order order) {
        return ExecuteRequest.newBuilder()
                .setEpoch(order.epoch())
                .setId(IdentityMessages.message(order.id()))
                .setResource(order.instance().value())
                .setAgent(IdentityMessages.message(order.agent()))
                .setTask(order.task().ocfName())
                .putAllParameters(order.parameters())
                .putAllMeta(order.meta())
                .putAllEnvironment(order.environment())
                .setTimeoutMillis(order.timeoutMillis())
                .setExpectedExitCode(order.targetExitCode())
                .setLeaseRequired(order.task().needsLease())
                .setLeaseDeadlineBoottimeNanos(order.leaseDeadline().orElse(0))
                .setConfigRevision(order.configurationRevision())
                .build();
    }

    public static CancelRequest cancel(long epoch, ActionId action) {
        return CancelRequest.newBuilder()
                .setEpoch(epoch)
                .setId(IdentityMessages.message(action))
                .build();
    }

    public static UpdateLeaseRequest lease(long epoch, long deadlineBootNanos) {
        return UpdateLeaseRequest.newBuilder()
                .setEpoch(epoch)
                .setDeadlineBoottimeNanos(deadlineBootNanos)
                .build();
    }

    /** @param number grows from list to list of an epoch */
    public static SetMonitorsRequest monitors(
            long epoch, long number, List<AgentClient.Monitor> monitors) {
        SetMonitorsRequest.Builder message =
                SetMonitorsRequest.newBuilder().setEpoch(epoch).setNumber(number);
        monitors.forEach(monitor -> message.addMonitors(definition(monitor)));
        return message.build();
    }

    public static ResetMonitorRequest reset(long epoch, InstanceId instance) {
        return ResetMonitorRequest.newBuilder()
                .setEpoch(epoch)
                .setResource(instance.value())
                .build();
    }

    /** Only results of this epoch are acknowledged: a join settles those of older ones. */
    public static AcknowledgeResultsRequest acknowledge(long epoch, List<ActionId> actions) {
        AcknowledgeResultsRequest.Builder message =
                AcknowledgeResultsRequest.newBuilder().setEpoch(epoch);
        for (ActionId action : actions) {
            message.addResults(AcknowledgeResultsRequest.Reference.newBuilder()
                    .setEpoch(epoch)
                    .setId(IdentityMessages.message(action)));
        }
        return message.build();
    }

    public static WatchReportsRequest watch(long epoch, ReportPosition position) {
        return WatchReportsRequest.newBuilder()
                .setEpoch(epoch)
                .setAgentInstance(position.agentInstance())
                .setAfterSequence(position.sequence())
                .build();
    }

    private static MonitorDefinition definition(AgentClient.Monitor monitor) {
        return MonitorDefinition.newBuilder()
                .setKey(MonitorKey.newBuilder()
                        .setResource(monitor.instance().value())
                        .setRole(monitor.role())
                        .setIntervalMillis(monitor.intervalMillis()))
                .setAgent(IdentityMessages.message(monitor.agent()))
                .putAllParameters(monitor.parameters())
                .putAllMeta(monitor.meta())
                .putAllEnvironment(monitor.environment())
                .setTimeoutMillis(monitor.timeoutMillis())
                .setExpectedExitCode(monitor.targetExitCode())
                .setOrderedBy(IdentityMessages.message(monitor.id()))
                .setConfigRevision(monitor.configurationRevision())
                .setStartDelayMillis(monitor.startDelayMillis())
                .build();
    }
}
