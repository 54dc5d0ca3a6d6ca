// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.codec;

import dev.mainstay.fence.device.DeviceAction;
import dev.mainstay.fence.device.FenceDevice;
import dev.mainstay.fence.device.FenceOrder;
import dev.mainstay.fence.device.FenceResult;
import dev.mainstay.proto.v1.FenceAction;
import dev.mainstay.proto.v1.FenceOutcome;
import dev.mainstay.proto.v1.FenceOutcome.Power;
import dev.mainstay.proto.v1.FenceOutcome.Verdict;
import dev.mainstay.proto.v1.FenceRequest;
import dev.mainstay.proto.v1.FenceTarget;
import java.time.Duration;
import java.util.Map;

/** Orders and results. */
public final class FenceCodec {
    private FenceCodec() {}

    /** @throws IllegalArgumentException when the request is malformed */
    public static FenceOrder order(FenceRequest request) {
        require(!request.getRequestId().isEmpty(), "request_id is missing");
        DeviceAction action = action(request.getAction());
        require(!action.hasTarget() || !request.getTarget().isEmpty(), "target is missing");
        requireLine("target", request.getTarget());
        return new FenceOrder(request.getRequestId(), action, device(request.getDevice()),
                new FenceOrder.Target(request.getTarget(), request.getTargetIncarnation()),
                timeout(request.getTimeoutMillis()),
                new FenceOrder.Owner(request.getOwnerIncarnation(),
                        request.getDeadlineBoottimeNanos()),
                Duration.ofMillis(request.getDelayMillis()));
    }

    public static FenceDevice device(dev.mainstay.proto.v1.FenceDevice message) {
        require(!message.getAgent().isEmpty(), "the device has no agent");
        for (Map.Entry<String, String> entry : message.getParametersMap().entrySet()) {
            require(!entry.getKey().isEmpty() && entry.getKey().indexOf('=') < 0,
                    "a parameter has an unusable name: " + entry.getKey());
            requireLine("a parameter's name", entry.getKey());
            requireLine(entry.getKey(), entry.getValue());
        }
        return new FenceDevice(message.getId(), message.getAgent(), message.getParametersMap());
    }

    public static Duration timeout(long millis) {
        require(millis > 0 && millis <= Integer.MAX_VALUE, "timeout_millis is out of range: "
                + Long.toUnsignedString(millis));
        return Duration.ofMillis(millis);
    }

    private static DeviceAction action(FenceAction action) {
        return switch (action) {
            case FENCE_OFF -> DeviceAction.OFF;
            case FENCE_REBOOT -> DeviceAction.REBOOT;
            case FENCE_ON -> DeviceAction.ON;
            case FENCE_STATUS -> DeviceAction.STATUS;
            case FENCE_MONITOR -> DeviceAction.MONITOR;
            case FENCE_LIST -> DeviceAction.LIST;
            case FENCE_VALIDATE -> DeviceAction.VALIDATE;
            case FENCE_ACTION_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException(
                    "action is missing or unknown");
        };
    }

    private static FenceAction action(DeviceAction action) {
        return switch (action) {
            case OFF -> FenceAction.FENCE_OFF;
            case REBOOT -> FenceAction.FENCE_REBOOT;
            case ON -> FenceAction.FENCE_ON;
            case STATUS -> FenceAction.FENCE_STATUS;
            case MONITOR -> FenceAction.FENCE_MONITOR;
            case LIST -> FenceAction.FENCE_LIST;
            case VALIDATE -> FenceAction.FENCE_VALIDATE;
        };
    }

    public static FenceOutcome outcome(FenceResult result) {
        FenceOrder order = result.order();
        return FenceOutcome.newBuilder()
                .setRequestId(order.requestId())
                .setTarget(order.target().node())
                .setTargetIncarnation(order.target().incarnation())
                .setAction(action(order.action()))
                .setDevice(order.device().id())
                .setAgent(order.device().agent())
                .setVerdict(switch (result.verdict()) {
                    case SUCCESS -> Verdict.SUCCESS;
                    case FAILURE -> Verdict.FAILURE;
                    case TIMEOUT -> Verdict.TIMEOUT;
                    case DEADLINE -> Verdict.DEADLINE;
                    case CANCELLED -> Verdict.CANCELLED;
                })
                .setExitCode(result.exitCode())
                .setOutput(result.output())
                .setDetail(result.detail())
                .setTries(result.tries())
                .setDurationMillis(result.duration().toMillis())
                .setPower(switch (result.power()) {
                    case UNKNOWN -> Power.POWER_UNKNOWN;
                    case ON -> Power.POWER_ON;
                    case OFF -> Power.POWER_OFF;
                })
                .addAllTargets(result.targets()
                        .stream()
                        .map(port -> FenceTarget.newBuilder()
                                .setPort(port.name())
                                .setAlias(port.alias())
                                .build())
                        .toList())
                .build();
    }

    /** Fence agents read lines: a line break in a value would add an option. */
    private static void requireLine(String what, String value) {
        require(value.indexOf('\n') < 0 && value.indexOf('\r') < 0 && value.indexOf('\0') < 0,
                what + " holds a line break");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
