// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.failure;

/**
 * Ends a command: says what was wrong and where (the message), what to do (the advice, which may be
 * empty), and the exit code. Nothing was changed unless the message says so.
 */
public final class CommandFailure extends RuntimeException {

    private final ExitCode exitCode;
    private final String advice;

    public CommandFailure(ExitCode exitCode, String message, String advice) {
        super(message);
        this.exitCode = exitCode;
        this.advice = advice;
    }

    public CommandFailure(ExitCode exitCode, String message, String advice, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.advice = advice;
    }

    /** The arguments do not follow the verb's grammar. */
    public static CommandFailure usage(String message, String advice) {
        return new CommandFailure(ExitCode.USAGE, message, advice);
    }

    /** The request makes no sense in the configuration that the cluster has. */
    public static CommandFailure refused(String message, String advice) {
        return new CommandFailure(ExitCode.REFUSED, message, advice);
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    public String advice() {
        return advice;
    }
}
