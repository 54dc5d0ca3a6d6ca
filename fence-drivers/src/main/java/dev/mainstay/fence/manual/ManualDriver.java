// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.manual;

import dev.mainstay.fence.driver.AgentDescription;
import dev.mainstay.fence.driver.AgentDescription.Action;
import dev.mainstay.fence.driver.FenceDriver;
import dev.mainstay.fence.driver.Limit;
import dev.mainstay.fence.driver.Try;
import dev.mainstay.fence.driver.TryResult;
import java.util.List;

/**
 * Fencing by a person. The device answers each request to cut a node off with a failure that says
 * what to do; what settles the node is the administrator's confirmation in the log.
 */
public final class ManualDriver implements FenceDriver {
    /** Name of the built-in agent. */
    public static final String AGENT = "fence_mainstay_manual";

    @Override
    public List<String> agents() {
        return List.of(AGENT);
    }

    @Override
    public boolean claims(String agent) {
        return agent.equals(AGENT);
    }

    @Override
    public AgentDescription describe(String agent) {
        return new AgentDescription(AGENT, "Fencing by an administrator",
                "Never succeeds by itself: somebody switches the machine off and confirms it.",
                List.of(), List.of(Action.named("off"), Action.named("reboot"),
                        Action.named("monitor"), Action.named("validate-all")),
                "");
    }

    @Override
    public TryResult attempt(Try order, Limit limit) {
        return switch (order.action()) {
            case "monitor", "validate-all" -> new TryResult.Ended(TryResult.OK, "", "");
            case "off", "reboot" -> new TryResult.NotRun("switch " + order.node()
                    + " off by hand, then run: mainstay stonith confirm " + order.node());
            default -> new TryResult.NotRun("a person cannot be asked for " + order.action());
        };
    }
}
