// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.Change.Expected;
import dev.mainstay.cli.connection.ClusterClient;
import java.util.Map;
import picocli.CommandLine.Command;

/** Lets resources run. */
@Command(
        name = "enable",
        description = "Lets resources run.",
        footer = {
            "",
            "Example:",
            "  mainstay resource enable web db --wait=60"})
public final class ResourceEnableCommand extends ResourcesVerb {

    @Override
    protected Change change(ClusterClient cluster) {
        return editor(cluster).edit("Enabled " + text() + ".",
                configuration -> meta(configuration, Map.of("target-role", "")))
                .expecting(Expected.RUNNING);
    }
}
