// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.Change.Expected;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.ResourceUpdate;
import dev.mainstay.cli.connection.ClusterClient;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets resources run. */
@Command(name = "enable", description = "Lets resources run.")
public final class ResourceEnableCommand extends ChangeVerb {

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Primitives, groups or clones.")
    private List<String> ids = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        return editor(cluster).edit("Enabled " + String.join(", ", ids) + ".",
                configuration -> ids.stream()
                        .map(id -> ResourceUpdate.meta(
                                configuration, id, Map.of("target-role", "")))
                        .toList())
                .expecting(Expected.RUNNING);
    }
}
