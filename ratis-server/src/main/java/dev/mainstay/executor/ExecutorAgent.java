// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.AgentName;
import dev.mainstay.port.AgentClient.Order;
import dev.mainstay.state.ActionResult;
import java.util.concurrent.CompletableFuture;

/** Plays the resource agent of what is no service: fence devices, connections. On the loop. */
interface ExecutorAgent {

    /** Whether resources of this agent are its. */
    boolean runs(AgentName agent);

    CompletableFuture<ActionResult> execute(Order order);

    /** What watches its resources. */
    ExecutorMonitors monitors();
}
