// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.plan;

import dev.mainstay.cli.command.FormatOption;
import dev.mainstay.cli.failure.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a changing verb with its {@code --dry-run}. */
@Command(
        name = "plan",
        description = "Shows what a change would do, and changes nothing.",
        footer = {
            "",
            "Example: mainstay plan resource move web n2",
            "Every verb that changes the cluster can be tried so; 'mainstay VERB --dry-run' is the"
                    + " same.",
            "Nothing is waited for, also where the verb would wait for what it does."})
public final class PlanCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "The change as it would be typed, without 'mainstay'.")
    private List<String> words = List.of();

    @Mixin
    private FormatOption format;

    /** The verb's own options follow the command's name and are not ours. */
    public static CommandLine line() {
        return new CommandLine(new PlanCommand()).setStopAtPositional(true);
    }

    @Override
    public Integer call() {
        CommandSpec named = named();
        boolean isVerb = named.subcommands().isEmpty();
        if (isVerb && named.findOption("--dry-run") == null) {
            throw CommandFailure.usage("'" + named.qualifiedName()
                    + "' is no change that could be tried out.",
                    "What can be has the option --dry-run.");
        }
        List<String> verb = new ArrayList<>(words);
        int end = verb.indexOf("--");
        verb.addAll(end < 0 ? verb.size() : end,
                List.of("--dry-run", "-o", format.format().name()));
        return spec.root().commandLine().execute(verb.toArray(String[]::new));
    }

    /** What the words begin with, as far as it is known. */
    private CommandSpec named() {
        CommandLine line = spec.root().commandLine();
        for (String word : words) {
            if (!line.getSubcommands().containsKey(word)) {
                break;
            }
            line = line.getSubcommands().get(word);
        }
        return line.getCommandSpec();
    }
}
