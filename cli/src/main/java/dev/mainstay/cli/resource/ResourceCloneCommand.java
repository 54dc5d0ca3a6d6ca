// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.connection.ClusterClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a resource on several nodes at once. */
@Command(
        name = "clone",
        customSynopsis = "mainstay resource clone ID [CLONE-ID] [meta] [NAME=VALUE]... [OPTIONS]",
        description = "Runs a resource on several nodes at once.",
        footer = {
            "",
            "Example:",
            "  mainstay resource clone web clone-max=2 interleave=true --wait"})
public final class ResourceCloneCommand extends ChangeVerb {

    @Mixin
    private CloneParameters parameters = new CloneParameters();

    @Override
    protected Change change(ClusterClient cluster) {
        return parameters.cloned(editor(cluster), false);
    }
}
