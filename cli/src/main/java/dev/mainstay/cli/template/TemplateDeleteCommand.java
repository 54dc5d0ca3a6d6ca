// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.template;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.configuration.References;
import dev.mainstay.cli.configuration.Templates;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes templates that nothing is made after. */
@Command(
        name = "delete",
        aliases = "remove",
        description = "Removes templates.",
        footer = {
            "",
            "Example:",
            "  mainstay resource template delete address"})
public final class TemplateDeleteCommand extends ChangeVerb {

    @Parameters(arity = "1..*", paramLabel = "ID", description = "The templates.")
    private List<String> ids = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        return editor(cluster).edit("Deleted " + String.join(", ", ids) + ".", configuration -> {
            ids.forEach(id -> Templates.get(configuration, id));
            Templates.refuseIfUsed(configuration, ids);
            References.refuseIfReferred(configuration, ids);
            return ids.stream()
                    .map(id -> Edits.remove(ConfigurationSection.TEMPLATES, id))
                    .toList();
        });
    }
}
