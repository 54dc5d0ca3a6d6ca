// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import dev.mainstay.cli.failure.ExitCode;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
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
            if (!failure.getCommandLine().getSubcommands().isEmpty()
                    && !(failure instanceof MissingParameterException)
                    && failure.getCommandLine().getCommandSpec().parent() != null) {
                return "a verb is missing: " + String.join(", ",
                        failure.getCommandLine().getSubcommands().keySet()) + ".";
            }
            String text = Objects.requireNonNullElse(failure.getMessage(), "unreadable.");
            return text.endsWith(".") ? text : text + ".";
        }
        CommandSpec spec = failure.getCommandLine().getCommandSpec();
        String written = unmatched.getUnmatched().getFirst();
        String word = unmatched.isUnknownOption() ? written.replaceFirst("=.*", "") : written;
        boolean takesVerb = !failure.getCommandLine().getSubcommands().isEmpty()
                && !unmatched.isUnknownOption();
        String text = unmatched.isUnknownOption() ? "there is no option '" + word + "'."
                : takesVerb ? "there is no '" + command + " " + word + "'."
                        : "'" + word + "' is one word too many.";
        Collection<String> known = unmatched.isUnknownOption() ? spec.optionsMap().keySet()
                : takesVerb ? spec.subcommands().keySet() : List.of();
        return text + Suggestion.nearest(word, known)
                .map(near -> " Did you mean '" + near + "'?").orElse("");
    }
}
