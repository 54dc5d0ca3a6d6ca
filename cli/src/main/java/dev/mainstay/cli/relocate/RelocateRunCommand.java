// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.relocate;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.Change.Expected;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.MoveRequest;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Moves resources to their best nodes. */
@Command(
        name = "run",
        description = "Moves resources to the node where they would be without stickiness.",
        footer = {
            "",
            "Each is a move as 'resource move' makes it: it ends by itself once the resource is"
                    + " there, or in",
            "ten minutes, and leaves no constraint behind. Instances of clones and bundles stay.",
            "",
            "Example:",
            "  mainstay resource relocate run --wait=300"})
public final class RelocateRunCommand extends ChangeVerb {

    @Parameters(
            arity = "0..*",
            paramLabel = "ID",
            description = "Resources, or tags of such (default: all).")
    private List<String> ids = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        List<Relocation> wanted = Relocation.wanted(cluster, ids);
        if (wanted.isEmpty()) {
            return Change.at(cluster.status(Consistency.CURRENT).getPosition().getAppliedIndex(),
                    "All resources are where they are best.");
        }
        List<Long> indexes = wanted.stream().map(one -> move(cluster, one)).toList();
        return Change.at(indexes.getLast(), "Moving " + wanted.stream()
                .map(one -> one.resource() + " to " + one.toNode())
                .collect(Collectors.joining(", ")) + ".")
                .since(indexes.getFirst())
                .about(wanted.stream().map(Relocation::resource).toList())
                .expecting(Expected.RUNNING);
    }

    private long move(ClusterClient cluster, Relocation one) {
        MoveRequest request = MoveRequest.newBuilder()
                .setContext(context())
                .setResource(one.resource())
                .setNode(one.toNode())
                .build();
        return cluster.resources(stub -> stub.move(request)).getIndex();
    }
}
