// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import dev.mainstay.cli.command.CommandContext;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The top of the command line: names the families of verbs and does nothing by itself. */
@Command(
        name = "mainstay",
        versionProvider = Mainstay.ManifestVersion.class,
        synopsisHeading = "Usage: ",
        customSynopsis = "mainstay COMMAND [VERB] [ARGUMENTS] [OPTIONS]",
        header = {"Keeps services running on a group of machines.", ""},
        commandListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "'mainstay COMMAND --help' shows a command's verbs, 'mainstay COMMAND VERB --help'",
            "what a verb takes.",
            "Each verb answers in text, JSON or YAML: -o text|json|yaml."})
public final class Mainstay implements Runnable, CommandContext.Holder {

    private final CommandContext context;

    @Spec
    private CommandSpec spec;

    Mainstay(CommandContext context) {
        this.context = context;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(CommandTree.forArguments(CommandContext.ofProcess(), List.of(arguments))
                .execute(arguments));
    }

    /**
     * Runs one command as {@link #main} does, but for a caller in this process.
     *
     * @return the exit code
     */
    public static int execute(
            CommandContext context, PrintWriter out, PrintWriter err, String... arguments) {
        return CommandTree.forArguments(context, List.of(arguments))
                .setOut(out)
                .setErr(err)
                .execute(arguments);
    }

    @Override
    public CommandContext context() {
        return context;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing.");
    }

    /** Tells the version that the build wrote into the jar's manifest. */
    static final class ManifestVersion implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Mainstay.class.getPackage().getImplementationVersion();
            return new String[] {
                "mainstay " + Objects.requireNonNullElse(version, "(not packaged)")};
        }
    }
}
