// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.Change.Expected;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.RestartRequest;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stops and starts a resource where it runs, with what depends on it. */
@Command(
        name = "restart",
        description = "Stops and starts a resource where it runs, with what depends on it.",
        footer = {
            "",
            "The configuration is not touched: there is no target role to take back, whatever",
            "happens in between.",
            "",
            "Example:",
            "  mainstay resource restart web --wait=60"})
public final class ResourceRestartCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "ID", description = "The resource.")
    private String id = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NODE",
            description = "Only there, for clones (default: wherever it runs).")
    private Optional<String> node = Optional.empty();

    @Override
    protected Change change(ClusterClient cluster) {
        RestartRequest request = RestartRequest.newBuilder()
                .setContext(context())
                .setResource(id)
                .setNode(node.orElse(""))
                .build();
        return Change.at(cluster.resources(stub -> stub.restart(request)).getIndex(),
                "Restarting " + id + node.map(name -> " on " + name).orElse("") + ".")
                .about(List.of(id))
                .expecting(Expected.RUNNING);
    }
}
