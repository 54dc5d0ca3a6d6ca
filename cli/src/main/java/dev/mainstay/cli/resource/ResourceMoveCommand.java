// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.Change.Expected;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.MoveRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the cluster to move a resource; leaves no constraint behind. */
@Command(
        name = "move",
        description = "Moves a resource to a node, or away from where it is.",
        footer = {
            "",
            "A move is a request that ends by itself once the resource runs there, or in ten"
                    + " minutes; it",
            "leaves no constraint behind.",
            "",
            "Example:",
            "  mainstay resource move web n2 --wait=60"})
public final class ResourceMoveCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "ID", description = "The resource or group.")
    private String id = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NODE",
            description = "Where to (default: away from where it is).")
    private Optional<String> node = Optional.empty();

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "Gives up after this long (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Override
    protected Change change(ClusterClient cluster) {
        MoveRequest request = MoveRequest.newBuilder()
                .setContext(context())
                .setResource(id)
                .setNode(node.orElse(""))
                .setValidMillis(Duration.ofSeconds(seconds).toMillis())
                .build();
        return Change.at(cluster.resources(stub -> stub.move(request)).getIndex(),
                "Moving " + id + node.map(name -> " to " + name).orElse("") + ".")
                .about(List.of(id))
                .expecting(node.<Expected>map(Expected.RunningOn::new).orElse(Expected.RUNNING));
    }
}
