// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.template;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.configuration.ResourceText;
import dev.mainstay.cli.configuration.Templates;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.MessageTree;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Template;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows templates. */
@Command(
        name = "config",
        description = "Shows templates.",
        footer = {
            "",
            "Example:",
            "  mainstay resource template config address"})
public final class TemplateConfigCommand extends ClusterVerb {

    @Parameters(arity = "0..*", paramLabel = "ID", description = "Only these.")
    private List<String> ids = List.of();

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        Configuration configuration = cluster.currentConfiguration().getConfiguration();
        List<Template> shown = ids.isEmpty()
                ? configuration.getTemplatesList()
                : ids.stream().map(id -> Templates.get(configuration, id)).toList();
        output.tree(Map.of("templates", shown.stream().map(MessageTree::sparse).toList()),
                palette -> ResourceText.format(shown.stream().map(Templates::shown).toList()));
        return ExitCode.OK;
    }
}
