// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import dev.mainstay.cli.command.CommandContext;
import dev.mainstay.cli.failure.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints what a shell needs to complete command lines, and, called by that, the words that fit. The
 * words come from the command itself, so that they never lag behind it and include the names of
 * resources and nodes.
 */
@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh.",
        footer = {
            "",
            "Verbs, options, and the names of resources, nodes and fence devices are completed.",
            "",
            "Example:",
            "  source <(mainstay completion)"})
final class CompletionCommand implements Callable<Integer> {

    private static final String SCRIPT = """
            # Completion of mainstay for bash and zsh.
            if [ -n "${ZSH_VERSION-}" ]; then
                autoload -Uz compinit bashcompinit && compinit && bashcompinit
            fi
            _mainstay() {
                local IFS=$'\\n'
                COMPREPLY=($("${COMP_WORDS[0]}" completion --for -- \\
                    "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
            }
            complete -F _mainstay mainstay ./mainstay
            """;

    @Option(names = "--for", hidden = true)
    private boolean words;

    @Parameters(hidden = true, arity = "0..*")
    private List<String> typed = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandContext context = ((CommandContext.Holder) spec.root().userObject()).context();
        PrintWriter out = spec.commandLine().getOut();
        if (words) {
            new Candidates(CommandTree.complete(context).getCommandSpec(),
                    new ClusterNames(context)).of(typed).forEach(out::println);
        } else {
            out.print(SCRIPT);
        }
        out.flush();
        return ExitCode.OK.number();
    }
}
