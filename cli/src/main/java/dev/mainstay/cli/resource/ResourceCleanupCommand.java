// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.connection.ClusterClient;
import picocli.CommandLine.Command;

/** Forgets failures, so that resources are tried again. */
@Command(
        name = "cleanup",
        customSynopsis = "mainstay resource cleanup [ID] [node=NODE] [operation=NAME"
                + " [interval=INTERVAL]] [OPTIONS]",
        description = "Forgets failures, so that resources are tried again.",
        footer = {
            "",
            "Examples:",
            "  mainstay resource cleanup web node=n1",
            "  mainstay resource cleanup web operation=monitor interval=10s"})
public final class ResourceCleanupCommand extends HistoryVerb {

    @Override
    protected Change change(ClusterClient cluster) {
        return forget(cluster, false, "Forgot the failures of ");
    }
}
