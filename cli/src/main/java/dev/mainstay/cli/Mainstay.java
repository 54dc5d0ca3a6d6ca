// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The top of the command line: names the families of verbs and does nothing by itself. */
@Command(name = "mainstay", mixinStandardHelpOptions = true,
        versionProvider = Mainstay.ManifestVersion.class, subcommands = HelpCommand.class,
        description = "Keeps services running on a group of machines.")
public final class Mainstay implements Runnable {

    @Spec
    private CommandSpec spec;

    private Mainstay() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Mainstay());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** Tells the version that the build wrote into the jar's manifest. */
    static final class ManifestVersion implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String packaged = Mainstay.class.getPackage().getImplementationVersion();
            String version = Objects.requireNonNullElse(packaged, "(not packaged)");
            return new String[]{"mainstay " + version};
        }
    }
}
