// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import dev.mainstay.cli.failure.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in a line or two what is wrong with a command line, instead of printing the whole help. */
final class UsageErrors implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        PrintWriter err = line.getErr();
        err.println(command + ": " + message(failure, command));
        err.println("'" + command + " --help' tells how it is used.");
        err.flush();
        return ExitCode.USAGE.number();
    }

    private static String message(ParameterException failure, String command) {
        if (!(failure instanceof UnmatchedArgumentException unmatched)) {
            String text = failure.getMessage();
            return text.endsWith(".") ? text : text + ".";
        }
        String word = unmatched.getUnmatched().getFirst();
        boolean takesVerb = !failure.getCommandLine().getSubcommands().isEmpty()
                && !unmatched.isUnknownOption();
        String text = unmatched.isUnknownOption() ? "there is no option '" + word + "'."
                : takesVerb ? "there is no '" + command + " " + word + "'."
                : "'" + word + "' is one word too many.";
        List<String> near = unmatched.getSuggestions();
        return near.isEmpty() || (!takesVerb && !unmatched.isUnknownOption())
                ? text
                : text + " Did you mean '" + String.join("', '", near) + "'?";
    }
}
