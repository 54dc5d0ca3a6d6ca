// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Cloning;
import dev.mainstay.cli.connection.ClusterClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes the clone away from around a resource, which then runs once. */
@Command(
        name = "unclone",
        description = "Takes the clone away from around a resource, which then runs once.",
        footer = {
            "",
            "The clone's meta attributes go with it; refused while a constraint names the clone.",
            "",
            "Example:",
            "  mainstay resource unclone web-clone"})
public final class ResourceUncloneCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "ID", description = "The clone, or what it clones.")
    private String id = "";

    @Override
    protected Change change(ClusterClient cluster) {
        return editor(cluster).edit("Uncloned " + id + ".",
                configuration -> Cloning.dissolve(configuration, id));
    }
}
