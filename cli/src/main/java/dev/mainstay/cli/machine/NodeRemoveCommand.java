// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.machine;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.command.StatusWatch;
import dev.mainstay.cli.configuration.AttributeSets;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.grammar.Durations;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfirmFencingRequest;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.NodeStatusView;
import dev.mainstay.proto.v1.RemoveNodeRequest;
import dev.mainstay.proto.v1.StopNodeRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a node out of the cluster for good. */
@Command(
        name = "remove",
        description = "Takes a node out of the cluster: empties it, lets it leave, and takes away"
                + " its vote, its certificate's worth and its attributes.",
        footer = {
            "",
            "A node that is lost has to be fenced first. --force vouches for that: you say that"
                    + " the",
            "machine is off, or that nothing of the cluster runs there and will. It is what"
                    + " 'stonith",
            "confirm' records. If it is not so, services may run twice.",
            "",
            "The machine comes back with emptied folders and 'cluster join', under any name.",
            "",
            "Example:",
            "  mainstay node remove n3"})
public final class NodeRemoveCommand extends ChangeVerb {

    private static final Set<String> THERE = new TreeSet<>(List.of("online", "standby",
            "maintenance", "suspected", "shutting-down", "restarting"));
    private static final Set<String> UNSETTLED = new TreeSet<>(List.of("lost", "fencing",
            "pending"));

    @Parameters(paramLabel = "NODE", description = "The node.")
    private String node = "";

    @Option(
            names = "--deadline",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "How long the node may take to be emptied (default: 20min).")
    private Duration deadline = Duration.ofMinutes(20);

    @Override
    protected Change change(ClusterClient cluster) {
        ClusterStatus status = cluster.status(Consistency.CURRENT);
        String state = state(status);
        if (status.getPosition().getNode().equals(node)) {
            throw CommandFailure.refused("This is node " + node + " itself.",
                    "Run 'node remove " + node + "' on another node of the cluster.");
        }
        if (THERE.contains(state)) {
            empty(cluster);
        } else if (UNSETTLED.contains(state)) {
            vouch(cluster, state);
        }
        boolean settled = !THERE.contains(state) && !UNSETTLED.contains(state);
        // On trial it has neither left nor is confirmed, and would not be removed; but removal is
        // not what touches services.
        long index = isDryRun() && !settled ? 0 : remove(cluster);
        forgetAttributes(cluster);
        return Change.at(index, "Removed " + node + ".");
    }

    private long remove(ClusterClient cluster) {
        return cluster.nodes(stub -> stub.remove(RemoveNodeRequest.newBuilder()
                .setContext(context()).setNode(node).build())).getIndex();
    }

    private void empty(ClusterClient cluster) {
        cluster.nodes(stub -> stub.stop(StopNodeRequest.newBuilder()
                .setContext(context()).setNode(node).build()));
        if (!isDryRun() && new StatusWatch(cluster)
                .await(deadline, status -> !THERE.contains(state(status))).isEmpty()) {
            throw CommandFailure.refused("Node " + node + " was not empty within "
                    + deadline.toSeconds() + " s, and is still a member.",
                    "It is still being emptied; look at 'mainstay status', then repeat this.");
        }
    }

    private void vouch(ClusterClient cluster, String state) {
        if (!force()) {
            throw CommandFailure.refused("Node " + node + " is " + state
                    + ": what it ran may still run there.",
                    "Have it fenced, or use --force if you know that it is off.");
        }
        cluster.fencing(stub -> stub.confirm(ConfirmFencingRequest.newBuilder()
                .setContext(context()).setNode(node).build()));
    }

    /** Or the next machine of that name would begin with them. */
    private void forgetAttributes(ClusterClient cluster) {
        if (!attributes(cluster.currentConfiguration().getConfiguration()).isEmpty()) {
            var _ = editor(cluster).edit("", this::attributes);
        }
    }

    private List<ConfigurationEdit> attributes(Configuration configuration) {
        return configuration.getNodesList().stream()
                .filter(configured -> configured.getName().equals(node))
                .flatMap(configured -> AttributeSets.values(configured.getAttributesList())
                        .keySet().stream())
                .map(attribute -> Edits.setNodeAttribute(node, attribute, ""))
                .toList();
    }

    private String state(ClusterStatus status) {
        return status.getNodesList().stream()
                .filter(view -> view.getName().equals(node))
                .map(NodeStatusView::getState)
                .findFirst()
                .orElseThrow(() -> CommandFailure.refused("There is no node '" + node + "'.",
                        "The nodes are " + String.join(", ", status.getNodesList().stream()
                                .map(NodeStatusView::getName).toList()) + "."));
    }
}
