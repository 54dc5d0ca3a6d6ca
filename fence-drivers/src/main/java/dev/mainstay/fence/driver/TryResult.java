// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.driver;

/** How one try ended. */
public sealed interface TryResult {
    /** Exit code of success. */
    int OK = 0;
    /** Exit code of failure. */
    int FAILED = 1;
    /** Exit code of status and monitor: reachable, and off. */
    int IS_OFF = 2;

    /**
     * By itself.
     *
     * @param text the standard output, bounded
     * @param errors the end of the standard error
     */
    record Ended(int exitCode, String text, String errors) implements TryResult {}

    /** By the limit. */
    record Stopped(Limit.Reason reason, String errors) implements TryResult {}

    /** Nothing was run. */
    record NotRun(String reason) implements TryResult {}
}
