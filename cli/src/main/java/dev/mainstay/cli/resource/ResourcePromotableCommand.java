// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.connection.ClusterClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a resource on several nodes, promoted on some of them. */
@Command(
        name = "promotable",
        customSynopsis = "mainstay resource promotable ID [CLONE-ID] [meta] [NAME=VALUE]..."
                + " [OPTIONS]",
        description = "Runs a resource on several nodes, promoted on some of them.",
        footer = {
            "",
            "Example:",
            "  mainstay resource promotable db promoted-max=1 notify=true --wait"})
public final class ResourcePromotableCommand extends ChangeVerb {

    @Mixin
    private CloneParameters parameters = new CloneParameters();

    @Override
    protected Change change(ClusterClient cluster) {
        return parameters.cloned(editor(cluster), true);
    }
}
