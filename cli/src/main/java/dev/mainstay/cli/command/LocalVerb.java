// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.command;

import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A verb that works on this machine and asks no running node. */
public abstract class LocalVerb implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private FormatOption format;

    @Override
    public final Integer call() {
        CommandContext context =
                ((CommandContext.Holder) spec.root().userObject()).context();
        return run(context.environment(), format.output(spec.commandLine(), context)).number();
    }

    /**
     * Does the verb's work.
     *
     * @throws dev.mainstay.cli.failure.CommandFailure for everything that ends it otherwise
     */
    protected abstract ExitCode run(Map<String, String> environment, Output output);
}
