// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

/** Why a node cannot be founded, joined or started: one sentence for a person, and an exit code. */
public final class StartupFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public StartupFailure(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public StartupFailure(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
