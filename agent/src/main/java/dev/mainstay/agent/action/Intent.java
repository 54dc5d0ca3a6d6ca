// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.action;

import dev.mainstay.agent.posix.ProcessGroup;
import java.util.Optional;

/**
 * What is about to be done to a resource.
 *
 * @param key the action, or the action that ordered the recurring monitor
 * @param group that runs a resource agent; empty where a service is asked, which leaves nothing
 * @param begunNanos CLOCK_BOOTTIME of the fork
 */
public record Intent(ActionKey key, String resource, Task task, Run run,
        Optional<ProcessGroup> group, long begunNanos, long configRevision) {

    /** What kind of run it is: only an ordered action has an outcome to be told. */
    public enum Run {
        ACTION, RECURRING
    }
}
