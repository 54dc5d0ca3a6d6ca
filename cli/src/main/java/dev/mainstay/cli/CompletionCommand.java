// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import dev.mainstay.cli.command.CommandContext;
import dev.mainstay.cli.failure.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete commands, verbs and options. */
@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh.",
        footer = {"", "To use it now:  source <(mainstay completion)"})
final class CompletionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandContext context = ((CommandContext.Holder) spec.root().userObject()).context();
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash("mainstay", CommandTree.complete(context)));
        out.flush();
        return ExitCode.OK.number();
    }
}
