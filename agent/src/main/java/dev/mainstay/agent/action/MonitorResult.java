// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.action;

import java.util.Optional;

/**
 * A result of a recurring monitor that is worth telling.
 *
 * @param sequence grows by one per result of this agent's life
 * @param seen the last activity-changing action of the resource that had ended before the run
 */
public record MonitorResult(long sequence, MonitorDefinition monitor, Optional<ActionKey> seen,
        Outcome.RunReport report, Cause cause) {

    /** Why it is told. */
    public enum Cause {
        FIRST, CHANGED, AFTER_ACTION
    }
}
