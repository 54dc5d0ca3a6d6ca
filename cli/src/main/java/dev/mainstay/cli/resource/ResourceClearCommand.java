// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Bans;
import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.EndMoveRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends bans and moves of a resource. */
@Command(
        name = "clear",
        description = "Ends bans and moves of a resource.",
        footer = {
            "",
            "Clears what 'ban' makes here and what Pacemaker's tools leave behind (cli-ban-,",
            "cli-prefer-), and a move that is under way.",
            "",
            "Example:",
            "  mainstay resource clear web --wait"})
public final class ResourceClearCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "ID", description = "The resource.")
    private String id = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NODE",
            description = "Only bans from this node.")
    private Optional<String> node = Optional.empty();

    @Option(names = "--expired", description = "Only bans that have ended by themselves.")
    private boolean expired;

    @Override
    protected Change change(ClusterClient cluster) {
        ClusterStatus status = cluster.status(Consistency.CURRENT);
        Optional<Instant> endedBy = expired
                ? Optional.of(Instant.ofEpochMilli(status.getLogTimeMillis()))
                : Optional.empty();
        Optional<Long> move = status.getMovesList().stream()
                .filter(open -> !expired && node.isEmpty() && open.getResource().equals(id))
                .findFirst()
                .map(open -> endMove(cluster));
        List<String> bans = bans(cluster.currentConfiguration().getConfiguration(), endedBy);
        if (bans.isEmpty()) {
            return Change.at(move.orElse(status.getPosition().getAppliedIndex()),
                    move.isPresent()
                            ? "Ended the move of " + id + "."
                            : "There is nothing to clear of " + id + ".")
                    .about(List.of(id));
        }
        Change cleared = editor(cluster).edit("Cleared " + String.join(", ", bans) + ".",
                configuration -> Bans.removal(bans(configuration, endedBy)))
                .about(List.of(id));
        return move.map(cleared::since).orElse(cleared);
    }

    private List<String> bans(Configuration configuration, Optional<Instant> endedBy) {
        Resources.get(configuration, id);
        return Bans.of(configuration, id, node, endedBy);
    }

    private long endMove(ClusterClient cluster) {
        EndMoveRequest request = EndMoveRequest.newBuilder()
                .setContext(context())
                .setResource(id)
                .build();
        return cluster.resources(stub -> stub.endMove(request)).getIndex();
    }
}
