// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.codec;

import dev.mainstay.agent.action.ActionKey;
import dev.mainstay.agent.action.ActionOrder;
import dev.mainstay.agent.action.ActionOrder.LeaseNeed;
import dev.mainstay.agent.action.AgentSpec;
import dev.mainstay.agent.action.LedgerEntry;
import dev.mainstay.agent.action.LedgerEntry.Activity;
import dev.mainstay.agent.action.Operation;
import dev.mainstay.agent.action.Task;
import dev.mainstay.proto.v1.AgentActionId;
import dev.mainstay.proto.v1.ExecuteRequest;
import dev.mainstay.proto.v1.ResourceAgentSpec;
import java.time.Duration;
import java.util.Map;

/** Orders, names of actions and agents, and the ledger. */
public final class ActionCodec {
    /** About 24 days: more than any operation takes, and far from overflow in nanoseconds. */
    private static final long TIMEOUT_MILLIS_MAX = Integer.MAX_VALUE;

    private ActionCodec() {}

    public static ActionOrder order(ExecuteRequest request) {
        require(request.getEpoch() > 0, "epoch is missing");
        require(request.hasId(), "id is missing");
        Duration timeout = timeout(request.getTimeoutMillis(), "timeout_millis");
        Duration stopTimeout = request.getStopTimeoutMillis() == 0 ? timeout
                : timeout(request.getStopTimeoutMillis(), "stop_timeout_millis");
        Operation operation = new Operation(resource(request.getResource()),
                spec(request.getAgent()), task(request.getTask()), request.getParametersMap(),
                request.getMetaMap(), request.getEnvironmentMap(), timeout, Duration.ZERO);
        requireVariables(operation);
        return new ActionOrder(key(request.getEpoch(), request.getId()), operation,
                request.getLeaseRequired() ? LeaseNeed.NEEDED : LeaseNeed.NOT_NEEDED,
                request.getLeaseDeadlineBoottimeNanos(), request.getConfigRevision(), stopTimeout);
    }

    public static ActionKey key(long epoch, AgentActionId id) {
        return new ActionKey(epoch, id.getTransition(), id.getNumber());
    }

    public static AgentActionId id(ActionKey key) {
        return AgentActionId.newBuilder()
                .setTransition(key.transition())
                .setNumber(key.number())
                .build();
    }

    public static AgentSpec spec(ResourceAgentSpec agent) {
        require(!agent.getStandard().isEmpty() && !agent.getType().isEmpty(),
                "agent needs a standard and a type");
        return new AgentSpec(agent.getStandard(), agent.getProvider(), agent.getType());
    }

    public static ResourceAgentSpec spec(AgentSpec agent) {
        return ResourceAgentSpec.newBuilder()
                .setStandard(agent.standard())
                .setProvider(agent.provider())
                .setType(agent.type())
                .build();
    }

    public static dev.mainstay.proto.v1.LedgerEntry ledgerEntry(LedgerEntry entry) {
        Operation operation = entry.operation();
        return dev.mainstay.proto.v1.LedgerEntry.newBuilder()
                .setResource(entry.resource())
                .setAgent(spec(operation.agent()))
                .putAllParameters(operation.parameters())
                .putAllMeta(operation.meta())
                .setActivity(switch (entry.activity()) {
                    case STARTED -> dev.mainstay.proto.v1.LedgerEntry.Activity.STARTED;
                    case PROMOTED -> dev.mainstay.proto.v1.LedgerEntry.Activity.PROMOTED;
                    case UNCERTAIN -> dev.mainstay.proto.v1.LedgerEntry.Activity.UNCERTAIN;
                })
                .setLastEpoch(entry.lastAction().epoch())
                .setLastAction(id(entry.lastAction()))
                .setConfigRevision(entry.configRevision())
                .setStopTimeoutMillis(entry.stopTimeout().toMillis())
                .build();
    }

    static LedgerEntry ledgerEntry(dev.mainstay.proto.v1.LedgerEntry entry) {
        Duration stopTimeout = Duration.ofMillis(entry.getStopTimeoutMillis());
        // Which of the activity-changing tasks it was does not matter: it is kept for its
        // parameters.
        Operation operation = new Operation(entry.getResource(), spec(entry.getAgent()), Task.START,
                entry.getParametersMap(), entry.getMetaMap(), Map.of(), stopTimeout,
                Duration.ZERO);
        return new LedgerEntry(operation, switch (entry.getActivity()) {
            case STARTED -> Activity.STARTED;
            case PROMOTED -> Activity.PROMOTED;
            case UNCERTAIN, ACTIVITY_UNSPECIFIED, UNRECOGNIZED -> Activity.UNCERTAIN;
        }, key(entry.getLastEpoch(), entry.getLastAction()), entry.getConfigRevision(),
                stopTimeout);
    }

    static Task task(String word) {
        return Task.named(word)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "no resource agent knows the task " + word));
    }

    static String resource(String name) {
        require(!name.isEmpty(), "resource is missing");
        require(name.indexOf('/') < 0 && name.indexOf('\0') < 0 && !name.startsWith("."),
                "resource has an unusable name: " + name);
        return name;
    }

    static Duration timeout(long millis, String field) {
        require(millis > 0 && millis <= TIMEOUT_MILLIS_MAX, field + " is out of range: "
                + Long.toUnsignedString(millis));
        return Duration.ofMillis(millis);
    }

    /** Refuses what the kernel or the JDK could not pass to a process. */
    static void requireVariables(Operation operation) {
        operation.parameters().forEach(ActionCodec::requireVariable);
        operation.meta().forEach(ActionCodec::requireVariable);
        operation.environment().forEach(ActionCodec::requireVariable);
    }

    private static void requireVariable(String name, String value) {
        require(!name.isEmpty() && name.indexOf('=') < 0 && name.indexOf('\0') < 0,
                "a parameter has an unusable name: " + name);
        require(value.indexOf('\0') < 0, "the value of " + name + " holds a NUL character");
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
