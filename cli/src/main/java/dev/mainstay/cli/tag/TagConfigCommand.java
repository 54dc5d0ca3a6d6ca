// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.tag;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.configuration.Tags;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.MessageTree;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.TextTable;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Tag;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows tags with what they stand for. */
@Command(
        name = "config",
        description = "Shows tags with what they stand for.",
        footer = {
            "",
            "Example:",
            "  mainstay tag config web-services"})
public final class TagConfigCommand extends ClusterVerb {

    @Parameters(arity = "0..*", paramLabel = "TAG", description = "Only these.")
    private List<String> names = List.of();

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        Configuration configuration = cluster.currentConfiguration().getConfiguration();
        List<Tag> shown = names.isEmpty()
                ? configuration.getTagsList()
                : names.stream().map(name -> Tags.get(configuration, name)).toList();
        TextTable table = new TextTable();
        shown.forEach(tag -> table.row(tag.getId(), String.join(" ", tag.getReferencesList())));
        output.tree(Map.of("tags", shown.stream().map(MessageTree::sparse).toList()),
                palette -> table.format(""));
        return ExitCode.OK;
    }
}
