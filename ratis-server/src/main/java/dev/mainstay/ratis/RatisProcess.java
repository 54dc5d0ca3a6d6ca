// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import org.apache.ratis.util.ExitUtils;

/**
 * Takes from Ratis what it does to the whole process: it exits when its port is taken, before
 * anyone could say why, and installs a handler that exits on an uncaught exception of any thread.
 */
final class RatisProcess {
    private RatisProcess() {}

    /** Leaves exits and the handler for uncaught exceptions to the one who runs the process. */
    static synchronized void leaveProcessAlone() {
        Thread.UncaughtExceptionHandler ours = Thread.getDefaultUncaughtExceptionHandler();
        ExitUtils.disableSystemExit();
        Thread.setDefaultUncaughtExceptionHandler(ours);
    }
}
