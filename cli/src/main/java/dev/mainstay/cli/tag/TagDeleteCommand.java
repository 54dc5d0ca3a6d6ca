// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.tag;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.configuration.References;
import dev.mainstay.cli.configuration.Tags;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes tags, not what they stand for. */
@Command(
        name = "delete",
        aliases = "remove",
        description = "Removes tags, not what they stand for.",
        footer = {
            "",
            "Example:",
            "  mainstay tag delete web-services"})
public final class TagDeleteCommand extends ChangeVerb {

    @Parameters(arity = "1..*", paramLabel = "TAG", description = "The tags.")
    private List<String> tags = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        return editor(cluster).edit("Deleted " + String.join(", ", tags) + ".", configuration -> {
            tags.forEach(tag -> Tags.get(configuration, tag));
            References.refuseIfReferred(configuration, tags);
            return tags.stream()
                    .map(tag -> Edits.remove(ConfigurationSection.TAGS, tag))
                    .toList();
        });
    }
}
