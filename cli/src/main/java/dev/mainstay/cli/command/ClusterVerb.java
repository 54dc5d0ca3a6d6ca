// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.command;

import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A verb that asks a cluster something and shows the answer. */
public abstract class ClusterVerb implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private FormatOption format;

    @ArgGroup(exclusive = false, validate = false, order = 100, heading = "%nWhich node to ask:%n")
    private CommonOptions common = new CommonOptions();

    @Override
    public final Integer call() {
        CommandContext context =
                ((CommandContext.Holder) spec.root().userObject()).context();
        try (ClusterClient cluster = common.open(context)) {
            return run(cluster, format.output(spec.commandLine(), context)).number();
        }
    }

    /**
     * Does the verb's work over an open connection.
     *
     * @throws dev.mainstay.cli.failure.CommandFailure for everything that ends it otherwise
     */
    protected abstract ExitCode run(ClusterClient cluster, Output output);
}
