// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.constraint;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Constraints;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import dev.mainstay.proto.v1.ConfigurationProto.Constraint;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Frees a resource of a ticket. */
@Command(
        name = "delete",
        aliases = "remove",
        description = "Removes the constraints that tie a resource to a ticket.")
public final class TicketDeleteCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "TICKET", description = "The ticket.")
    private String ticket = "";

    @Parameters(index = "1", paramLabel = "RESOURCE", description = "The resource.")
    private String resource = "";

    @Override
    protected Change change(ClusterClient cluster) {
        return editor(cluster).edit("Freed " + resource + " of ticket " + ticket + ".",
                this::edits);
    }

    private List<ConfigurationEdit> edits(Configuration configuration) {
        List<ConfigurationEdit> edits = configuration.getConstraintsList().stream()
                .filter(this::isMeant)
                .map(constraint -> Edits.remove(
                        ConfigurationSection.CONSTRAINTS, Constraints.id(constraint)))
                .toList();
        if (edits.isEmpty()) {
            throw CommandFailure.refused(
                    "No constraint ties '" + resource + "' alone to ticket '" + ticket + "'.",
                    "'mainstay constraint ticket config' shows those there are; 'mainstay"
                            + " constraint delete' takes ids.");
        }
        return edits;
    }

    private boolean isMeant(Constraint constraint) {
        return constraint.hasTicket()
                && constraint.getTicket().getTicket().equals(ticket)
                && constraint.getTicket().getResource().equals(resource);
    }
}
