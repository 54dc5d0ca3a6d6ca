// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.port.AgentClient;
import dev.mainstay.state.ActionResult;
import java.util.concurrent.CompletableFuture;

/** The line to the agent, with a look at each order before it goes out. */
final class WatchedAgent extends ChangedAgent {

    private final LeaseWatch watch;

    WatchedAgent(AgentClient line, LeaseWatch watch) {
        super(line);
        this.watch = watch;
    }

    @Override
    public CompletableFuture<ActionResult> execute(Order order) {
        watch.ordered(order);
        return super.execute(order);
    }
}
