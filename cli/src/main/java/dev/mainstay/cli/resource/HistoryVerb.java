// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.CleanupRequest;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Forgets history of one resource or all, on one node or all; verbs differ in how much. */
abstract class HistoryVerb extends ChangeVerb {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ID",
            description = "The resource (default: all).")
    private Optional<String> id = Optional.empty();

    @Option(names = "--node", paramLabel = "NODE", description = "Only on this node.")
    private Optional<String> node = Optional.empty();

    /**
     * @param refresh forget everything and probe again, not failures alone
     * @param done what to say, before the resource's name
     */
    Change forget(ClusterClient cluster, boolean refresh, String done) {
        CleanupRequest request = CleanupRequest.newBuilder()
                .setContext(context())
                .setResource(id.orElse(""))
                .setNode(node.orElse(""))
                .setRefresh(refresh)
                .build();
        return Change.at(cluster.resources(stub -> stub.cleanup(request)).getIndex(),
                done + id.orElse("all resources") + node.map(name -> " on " + name).orElse("")
                        + ".")
                .about(id.stream().toList());
    }
}
