// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.CleanupRequest;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Forgets all that is known of resources and probes again. */
@Command(name = "refresh", description = "Forgets all that is known of resources and probes again.")
public final class ResourceRefreshCommand extends ChangeVerb {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ID",
            description = "The resource (default: all).")
    private Optional<String> id = Optional.empty();

    @Option(names = "--node", paramLabel = "NODE", description = "Only on this node.")
    private Optional<String> node = Optional.empty();

    @Override
    protected Change change(ClusterClient cluster) {
        CleanupRequest request = CleanupRequest.newBuilder()
                .setContext(context())
                .setResource(id.orElse(""))
                .setNode(node.orElse(""))
                .setRefresh(true)
                .build();
        return Change.at(cluster.resources(stub -> stub.cleanup(request)).getIndex(),
                "Probing " + id.orElse("all resources")
                        + node.map(name -> " on " + name).orElse("") + ".");
    }
}
