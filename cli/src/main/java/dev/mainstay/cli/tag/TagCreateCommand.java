// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.tag;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.configuration.ElementIds;
import dev.mainstay.cli.configuration.Tags;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.ConfigurationProto.Tag;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a tag. */
@Command(
        name = "create",
        description = "Makes a tag.",
        footer = {
            "",
            "Example:",
            "  mainstay tag create web-services address web"})
public final class TagCreateCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "TAG", description = "The tag's new id.")
    private String tag = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "ID",
            description = "What it is to stand for.")
    private List<String> ids = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        return editor(cluster).edit("Made tag " + tag + ".", configuration -> {
            String id = new ElementIds(configuration).claimExactly(tag);
            return List.of(Edits.put(Tags.with(
                    configuration, Tag.newBuilder().setId(id).build(), ids, 0)));
        });
    }
}
