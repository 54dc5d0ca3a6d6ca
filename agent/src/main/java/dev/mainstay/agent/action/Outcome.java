// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.action;

import java.time.Duration;

/**
 * What became of one action.
 *
 * @param report what the run said and how long it took
 * @param bootId of the boot that it ran in
 */
public record Outcome(ActionKey key, String resource, Task task, RunReport report, String bootId,
        long configRevision) {

    public Ending ending() {
        return report.ending();
    }

    /**
     * What is known of one run of a resource agent.
     *
     * @param exitReason what the agent said why, or why there is no word of it
     * @param errorOutput the end of its standard error
     * @param begunNanos CLOCK_BOOTTIME of the fork; 0 where nothing was forked
     */
    public record RunReport(Ending ending, String exitReason, String errorOutput, long begunNanos,
            Duration duration) {

        /** A report of something that was decided without a fork. */
        public static RunReport withoutFork(Ending ending, String exitReason) {
            return new RunReport(ending, exitReason, "", 0, Duration.ZERO);
        }

        /** The same run, judged otherwise. */
        public RunReport withEnding(Ending other, String otherReason) {
            return new RunReport(other, otherReason, errorOutput, begunNanos, duration);
        }
    }
}
