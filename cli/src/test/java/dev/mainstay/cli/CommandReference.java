// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import dev.mainstay.cli.failure.ExitCode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Writes the reference of all commands from their own help. */
final class CommandReference {

    private final StringBuilder text = new StringBuilder();
    private final Set<Object> shown = new HashSet<>();

    private CommandReference() {}

    static String of(CommandLine top) {
        CommandReference reference = new CommandReference();
        reference.text.append("""
                # The `mainstay` command

                Made from the commands' own help; a test keeps it so.

                ```text
                """).append(top.getUsageMessage(Ansi.OFF).strip()).append("\n```\n\n");
        reference.exitCodes();
        for (Family family : CommandTree.FAMILIES) {
            reference.command(top.getSubcommands().get(family.name()), 2);
        }
        return reference.text.toString();
    }

    private void exitCodes() {
        text.append("""
                ## Exit codes

                | Code | Name | Meaning |
                |---|---|---|
                """);
        for (ExitCode code : ExitCode.values()) {
            text.append("| ").append(code.number()).append(" | ")
                    .append(code.name().toLowerCase(Locale.ROOT).replace('_', ' ')).append(" | ")
                    .append(code.meaning()).append(" |\n");
        }
        text.append("""

                What was wrong goes to standard error: what, where, and what to do. Standard output
                holds the answer alone.

                """);
    }

    private void command(CommandLine line, int level) {
        String name = line.getCommandSpec().qualifiedName();
        text.append("#".repeat(level)).append(" `").append(name).append("`\n\n```text\n")
                .append(line.getUsageMessage(Ansi.OFF).strip()).append("\n```\n\n");
        Map<String, CommandLine> verbs = new TreeMap<>();
        line.getSubcommands().values().forEach(
                verb -> verbs.put(verb.getCommandName(), verb));
        for (CommandLine verb : verbs.values()) {
            // The verbs that several families share are described once.
            if (shown.add(verb.getCommandSpec().userObject().getClass())) {
                command(verb, Math.min(level + 1, 4));
            }
        }
    }
}
