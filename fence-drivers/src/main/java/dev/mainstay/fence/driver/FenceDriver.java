// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.driver;

import java.util.List;

/** One kind of fence agents. Safe for concurrent use. */
public interface FenceDriver {
    /** The agents of this kind on this machine, sorted. */
    List<String> agents();

    /** Whether the agent is of this kind, here or not. */
    boolean claims(String agent);

    /**
     * What the agent says of itself.
     *
     * @throws NoSuchAgentException when it is not on this machine
     * @throws UnusableAgentException when it cannot be described
     */
    AgentDescription describe(String agent)
            throws NoSuchAgentException, UnusableAgentException, InterruptedException;

    /**
     * Tries once. Returns when the try has ended and nothing of it runs on; obeys the limit as soon
     * as it says stop.
     */
    TryResult attempt(Try order, Limit limit) throws InterruptedException;
}
