// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.connection.ClusterClient;
import picocli.CommandLine.Command;

/** Forgets all that is known of resources and probes again. */
@Command(
        name = "refresh",
        customSynopsis = "mainstay resource refresh [ID] [node=NODE] [OPTIONS]",
        description = "Forgets all that is known of resources and probes again.",
        footer = {
            "",
            "Example:",
            "  mainstay resource refresh web node=n1"})
public final class ResourceRefreshCommand extends HistoryVerb {

    @Override
    protected Change change(ClusterClient cluster) {
        return forget(cluster, true, "Probing ");
    }
}
