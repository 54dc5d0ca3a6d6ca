// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.defaults;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.configuration.AttributeSetText;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.MessageTree;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.ConfigurationProto.AttributeSet;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the blocks of defaults. */
@Command(
        name = "config",
        description = "Shows the defaults with the rules of their blocks.",
        footer = {
            "",
            "Example:",
            "  mainstay resource defaults config"})
public final class DefaultsConfigCommand extends ClusterVerb {

    @Spec
    private CommandSpec self;

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        List<AttributeSet> sets = DefaultsKind.of(self)
                .sets(cluster.currentConfiguration().getConfiguration());
        output.tree(Map.of("defaults", sets.stream().map(MessageTree::sparse).toList()),
                palette -> AttributeSetText.format(sets, palette));
        return ExitCode.OK;
    }
}
