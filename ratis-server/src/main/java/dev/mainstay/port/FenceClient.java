// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import dev.mainstay.model.NodeId;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;

/** The executor's line to its machine's fence drivers. Futures never complete exceptionally. */
public interface FenceClient {

    /** Runs one action of one device on one target. A timeout is a failure. */
    CompletableFuture<FenceResult> fence(FenceOrder order);

    /** Ends whatever this order still runs. Its result still arrives, as a failure. */
    void cancel(String requestId);

    /**
     * @param requestId names this attempt
     * @param device id of the device's resource
     * @param agent {@code fence_*} name
     * @param action off, on, reboot or status
     * @param parameters instance attributes of the device, pcmk_* among them
     */
    record FenceOrder(
            String requestId,
            NodeId target,
            long incarnation,
            String action,
            String device,
            String agent,
            SortedMap<String, String> parameters,
            long timeoutMillis) {
    }

    /** @param detail bounded output of the agent, for people */
    record FenceResult(boolean succeeded, int exitCode, String detail) {
    }
}
