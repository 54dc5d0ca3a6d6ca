// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.action;

import dev.mainstay.agent.posix.ProcessGroup;

/**
 * A process group that is about to run a resource agent.
 *
 * @param key the action, or the action that ordered the recurring monitor
 * @param begunNanos CLOCK_BOOTTIME of the fork
 */
public record Intent(ActionKey key, String resource, Task task, Run run, ProcessGroup group,
        long begunNanos, long configRevision) {

    /** What kind of run it is: only an ordered action has an outcome to be told. */
    public enum Run {
        ACTION, RECURRING
    }
}
