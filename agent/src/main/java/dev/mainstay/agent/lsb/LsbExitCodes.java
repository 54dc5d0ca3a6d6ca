// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.lsb;

import dev.mainstay.agent.standard.OcfExitCode;

/** What exit codes of init scripts say, as exit codes of OCF agents. */
final class LsbExitCodes {
    private static final int RUNNING = 0;
    private static final int DEAD_WITH_PID_FILE = 1;
    private static final int DEAD_WITH_LOCK_FILE = 2;
    private static final int STOPPED = 3;
    private static final int SHARED_MAX = 7;

    private LsbExitCodes() {}

    /** Of {@code status}: 4 is "unknown", and the rest is reserved. */
    static int ofStatus(int exitCode) {
        return switch (exitCode) {
            case RUNNING -> OcfExitCode.OK;
            case DEAD_WITH_PID_FILE, DEAD_WITH_LOCK_FILE, STOPPED -> OcfExitCode.NOT_RUNNING;
            default -> OcfExitCode.GENERIC;
        };
    }

    /** Of every other action: up to 7 both standards mean the same. */
    static int ofAction(int exitCode) {
        return exitCode >= 0 && exitCode <= SHARED_MAX ? exitCode : OcfExitCode.GENERIC;
    }
}
