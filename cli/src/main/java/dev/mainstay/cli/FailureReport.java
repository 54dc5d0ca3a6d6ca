// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import dev.mainstay.cli.command.CommandContext;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Tells on standard error what was wrong, where, and what to do. What nobody foresaw is a fault of
 * Mainstay's own and is shown with its stack, which is what a report of it needs.
 */
final class FailureReport implements IExecutionExceptionHandler {

    private final CommandContext context;

    FailureReport(CommandContext context) {
        this.context = context;
    }

    @Override
    public int handleExecutionException(
            Exception exception, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        String command = line.getCommandSpec().qualifiedName();
        if (!(exception instanceof CommandFailure failure)) {
            err.println(context.palette().bad("Fault in '" + command + "':"));
            err.print(stackOf(exception));
            err.flush();
            return ExitCode.INTERNAL.number();
        }
        err.println(context.palette().bad("Error: ") + failure.getMessage());
        if (!failure.advice().isEmpty()) {
            err.println(failure.advice());
        }
        if (failure.exitCode() == ExitCode.USAGE) {
            err.println("'" + command + " --help' tells how it is used.");
        }
        err.flush();
        return failure.exitCode().number();
    }

    private static String stackOf(Exception exception) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            text.append(cause).append('\n');
            for (StackTraceElement frame : cause.getStackTrace()) {
                text.append("    at ").append(frame).append('\n');
            }
        }
        return text.toString();
    }
}
