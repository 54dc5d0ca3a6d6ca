// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.cluster;

import dev.mainstay.bootstrap.NodeConfiguration;
import dev.mainstay.cli.command.LocalVerb;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Founds a cluster with this machine as its first node. */
@Command(
        name = "init",
        description = "Founds a cluster with this machine as its first node.",
        footer = {
            "",
            "Makes the cluster's certificate authority and this node's certificate; needs no"
                    + " network.",
            "Start the node with 'mainstay node run' afterwards."})
public final class ClusterInitCommand extends LocalVerb {

    @Parameters(paramLabel = "CLUSTER", description = "The cluster's name.")
    private String cluster = "";

    @Mixin
    private LocalNodeOptions options;

    @Override
    protected ExitCode run(Map<String, String> environment, Output output) {
        NodeConfiguration configuration =
                options.configuration(Optional.ofNullable(environment.get("MAINSTAY_DIR")));
        LocalMembership.found(configuration, cluster);
        output.tree(Map.of("cluster", cluster, "node", configuration.node(),
                "apiAddress", configuration.apiAddress()),
                palette -> "Founded the cluster " + cluster + " with the node "
                        + configuration.node() + ". Start it with 'mainstay node run'.\n");
        return ExitCode.OK;
    }
}
