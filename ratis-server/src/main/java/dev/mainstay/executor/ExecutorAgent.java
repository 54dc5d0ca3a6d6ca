// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.InstanceId;
import dev.mainstay.port.AgentClient.Monitor;
import dev.mainstay.port.AgentClient.Order;
import dev.mainstay.port.AgentClient.ReportListener;
import dev.mainstay.state.ActionResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Plays the resource agent of what is no service: fence devices, connections. On the loop. */
interface ExecutorAgent {

    /** Whether resources of this agent are its. */
    boolean runs(AgentName agent);

    CompletableFuture<ActionResult> execute(Order order);

    /** Makes the recurring monitors exactly these; an unchanged one goes on undisturbed. */
    void setMonitors(List<Monitor> wanted);

    /** Makes each monitor of the instance report what it finds next. */
    void resetMonitors(InstanceId instance);

    /** Who hears of what monitors find; to be told before there are any. */
    void onReport(ReportListener listener);
}
