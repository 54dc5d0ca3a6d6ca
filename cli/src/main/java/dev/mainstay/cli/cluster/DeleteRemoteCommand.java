// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.cluster;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.command.StatusWatch;
import dev.mainstay.cli.configuration.ResourceRemoval;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.grammar.Durations;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.NodeStatusView;
import dev.mainstay.proto.v1.RemoveNodeRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a remote machine out of the cluster. */
@Command(
        name = "delete-remote",
        description = "Takes a remote machine out of the cluster: the connection, and the worth of"
                + " its certificate.",
        footer = {
            "",
            "What runs there has to be stopped or moved first: disable the connection."})
public final class DeleteRemoteCommand extends ChangeVerb {

    private static final Set<String> CONNECTED =
            Set.of("online", "standby", "maintenance", "pending");

    @Parameters(paramLabel = "NAME", description = "The machine's name.")
    private String name = "";

    @Option(
            names = "--deadline",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "How long the connection may take to end (default: 2min).")
    private Duration deadline = Duration.ofMinutes(2);

    @Override
    protected Change change(ClusterClient cluster) {
        boolean connection = RemoteConnection.exists(
                cluster.currentConfiguration().getConfiguration(), name);
        boolean admitted = machine(cluster.status(Consistency.CURRENT)).isPresent();
        if (!connection && !admitted) {
            throw CommandFailure.refused("There is no remote machine '" + name + "'.", "");
        }
        Change removal = connection
                ? editor(cluster).edit("", configuration -> ResourceRemoval
                        .edits(configuration, List.of(name)))
                : Change.at(0, "");
        if (!admitted || isDryRun()) {
            return Change.at(removal.index(), "Removed " + name + ".");
        }
        boolean ended = new StatusWatch(cluster).await(deadline, status -> machine(status)
                .filter(view -> CONNECTED.contains(view.getState())).isEmpty()).isPresent();
        if (!ended) {
            throw CommandFailure.refused("The connection to " + name + " has not ended within "
                    + deadline.toSeconds() + " s; its resource is removed.",
                    "Look at 'mainstay status', then repeat this.");
        }
        long index = cluster.nodes(stub -> stub.remove(RemoveNodeRequest.newBuilder()
                .setContext(context()).setNode(name).build())).getIndex();
        return Change.at(index, "Removed " + name + ".");
    }

    private Optional<NodeStatusView> machine(ClusterStatus status) {
        return status.getNodesList().stream()
                .filter(view -> view.getRemote() && view.getName().equals(name))
                .findFirst();
    }
}
