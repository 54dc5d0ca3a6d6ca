// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.agent;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.FenceClient;
import dev.mainstay.proto.v1.CoversRequest;
import dev.mainstay.proto.v1.CoversResponse;
import dev.mainstay.proto.v1.ExtendDeadlineRequest;
import dev.mainstay.proto.v1.FenceAction;
import dev.mainstay.proto.v1.FenceAgentMetadata;
import dev.mainstay.proto.v1.FenceDevice;
import dev.mainstay.proto.v1.FenceOutcome;
import dev.mainstay.proto.v1.FenceRequest;
import dev.mainstay.proto.v1.GetFenceMetadataRequest;

/** What is said to fence drivers, and what they answer. */
public final class FenceMessages {

    private FenceMessages() {}

    public static FenceRequest request(FenceClient.FenceOrder order) {
        return FenceRequest.newBuilder()
                .setRequestId(order.requestId())
                .setTarget(order.target().map(NodeId::value).orElse(""))
                .setTargetIncarnation(order.incarnation())
                .setAction(action(order.task()))
                .setDevice(device(order.device()))
                .setTimeoutMillis(order.timeoutMillis())
                .setOwnerIncarnation(order.ownerIncarnation())
                .setDeadlineBoottimeNanos(order.deadline().orElse(0))
                .setDelayMillis(order.delayMillis())
                .build();
    }

    public static FenceClient.FenceResult result(FenceOutcome outcome) {
        return new FenceClient.FenceResult(
                outcome.getVerdict() == FenceOutcome.Verdict.SUCCESS,
                outcome.getExitCode(),
                power(outcome.getPower()),
                outcome.getDetail().isEmpty() ? outcome.getOutput() : outcome.getDetail());
    }

    public static ExtendDeadlineRequest extend(long ownerIncarnation, long deadlineBootNanos) {
        return ExtendDeadlineRequest.newBuilder()
                .setOwnerIncarnation(ownerIncarnation)
                .setDeadlineBoottimeNanos(deadlineBootNanos)
                .build();
    }

    public static CoversRequest covers(
            FenceClient.Device device, NodeId target, long timeoutMillis) {
        return CoversRequest.newBuilder()
                .setDevice(device(device))
                .setTarget(target.value())
                .setTimeoutMillis(timeoutMillis)
                .build();
    }

    public static boolean covered(CoversResponse response) {
        return response.getCovers();
    }

    public static GetFenceMetadataRequest metadata(String agent) {
        return GetFenceMetadataRequest.newBuilder().setAgent(agent).build();
    }

    /** A device that cuts off storage only has no power state to verify. */
    public static FenceClient.Abilities abilities(FenceAgentMetadata metadata) {
        boolean reboots = metadata.getOperationsList().stream()
                .anyMatch(operation -> operation.getName().equals("reboot"));
        boolean status = metadata.getOperationsList().stream()
                .anyMatch(operation -> operation.getName().equals("status"));
        return new FenceClient.Abilities(reboots, status && !metadata.getFabric());
    }

    private static FenceDevice device(FenceClient.Device device) {
        return FenceDevice.newBuilder()
                .setId(device.id().value())
                .setAgent(device.agent())
                .putAllParameters(device.parameters())
                .build();
    }

    private static FenceAction action(FenceClient.FenceTask task) {
        return switch (task) {
            case OFF -> FenceAction.FENCE_OFF;
            case ON -> FenceAction.FENCE_ON;
            case REBOOT -> FenceAction.FENCE_REBOOT;
            case STATUS -> FenceAction.FENCE_STATUS;
            case MONITOR -> FenceAction.FENCE_MONITOR;
        };
    }

    private static FenceClient.Power power(FenceOutcome.Power power) {
        return switch (power) {
            case POWER_ON -> FenceClient.Power.ON;
            case POWER_OFF -> FenceClient.Power.OFF;
            case POWER_UNKNOWN, UNRECOGNIZED -> FenceClient.Power.UNKNOWN;
        };
    }
}
