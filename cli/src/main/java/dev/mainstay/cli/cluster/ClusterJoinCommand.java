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

/** Makes this machine a node of a running cluster. */
@Command(
        name = "join",
        description = "Makes this machine a node of a running cluster.",
        footer = {"", "Start the node with 'mainstay node run' afterwards."})
public final class ClusterJoinCommand extends LocalVerb {

    @Parameters(
            paramLabel = "TOKEN",
            description = "What 'mainstay cluster token' printed on a node of the cluster.")
    private String token = "";

    @Mixin
    private LocalNodeOptions options;

    @Override
    protected ExitCode run(Map<String, String> environment, Output output) {
        NodeConfiguration configuration =
                options.configuration(Optional.ofNullable(environment.get("MAINSTAY_DIR")));
        LocalMembership.join(configuration, token);
        output.tree(Map.of("node", configuration.node(),
                "apiAddress", configuration.apiAddress()),
                palette -> "Joined as " + configuration.node()
                        + ". Start it with 'mainstay node run'.\n");
        return ExitCode.OK;
    }
}
