// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

/** The executor's line to its machine's fence drivers. Futures never complete exceptionally. */
public interface FenceClient {

    /** Runs one action of one device on one target. A timeout is a failure. */
    CompletableFuture<FenceResult> fence(FenceOrder order);

    /** Ends whatever this order still runs. Its result still arrives, as a failure. */
    void cancel(String requestId);

    /** Lets the running requests of this incarnation go on until a later instant. */
    void extendDeadline(long ownerIncarnation, long deadlineBootNanos);

    /** Whether the device can act on the target; false when that cannot be told. */
    CompletableFuture<Boolean> covers(Device device, NodeId target);

    /** What the device's agent can do; empty when its metadata cannot be had. */
    CompletableFuture<Optional<Abilities>> abilities(String agent);

    /** What a fence agent is asked to do. */
    enum FenceTask {
        OFF,
        ON,
        REBOOT,
        /** Of the target's power. */
        STATUS,
        /** Of the device itself; names no target. */
        MONITOR
    }

    /** What a status found. */
    enum Power {
        UNKNOWN,
        ON,
        OFF
    }

    /**
     * @param agent {@code fence_*} name
     * @param parameters instance attributes of the device, pcmk_* among them
     */
    record Device(ResourceId id, String agent, SortedMap<String, String> parameters) {}

    /**
     * @param reboots whether it has an action of its own for reboot
     * @param tellsPower whether {@code status} tells of the target's power
     */
    record Abilities(boolean reboots, boolean tellsPower) {}

    /**
     * @param requestId names this attempt; a repetition runs nothing again
     * @param target empty for {@link FenceTask#MONITOR}
     * @param ownerIncarnation of the node that owns the operation
     * @param deadline end of the owner's lease on its {@link NodeClock#bootNanos}, where one counts
     * @param delayMillis waited before the first try, on top of the device's own delays
     */
    record FenceOrder(
            String requestId,
            Optional<NodeId> target,
            long incarnation,
            FenceTask task,
            Device device,
            long timeoutMillis,
            long ownerIncarnation,
            OptionalLong deadline,
            long delayMillis) {}

    /** @param detail bounded, for people */
    record FenceResult(boolean succeeded, int exitCode, Power power, String detail) {}
}
