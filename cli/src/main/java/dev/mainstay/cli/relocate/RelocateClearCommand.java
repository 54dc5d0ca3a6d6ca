// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.relocate;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.EndMoveRequest;
import dev.mainstay.proto.v1.MoveView;
import java.util.List;
import picocli.CommandLine.Command;

/** Ends moves that have not reached their end. */
@Command(
        name = "clear",
        description = "Ends the moves that are under way.",
        footer = {
            "",
            "There is nothing else to clear: neither a move nor a relocation leaves a constraint"
                    + " behind."})
public final class RelocateClearCommand extends ChangeVerb {

    @Override
    protected Change change(ClusterClient cluster) {
        ClusterStatus status = cluster.status(Consistency.CURRENT);
        List<String> moving =
                status.getMovesList().stream().map(MoveView::getResource).toList();
        if (moving.isEmpty()) {
            return Change.at(status.getPosition().getAppliedIndex(), "No move is under way.");
        }
        List<Long> indexes = moving.stream().map(resource -> end(cluster, resource)).toList();
        return Change.at(indexes.getLast(),
                "Ended the moves of " + String.join(", ", moving) + ".")
                .since(indexes.getFirst())
                .about(moving);
    }

    private long end(ClusterClient cluster, String resource) {
        EndMoveRequest request = EndMoveRequest.newBuilder()
                .setContext(context())
                .setResource(resource)
                .build();
        return cluster.resources(stub -> stub.endMove(request)).getIndex();
    }
}
