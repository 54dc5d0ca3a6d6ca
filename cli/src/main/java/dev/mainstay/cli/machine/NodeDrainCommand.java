// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.machine;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.command.StatusWatch;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.grammar.Durations;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.NodeStatusView;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Empties a node within a time, and says what is left when the time is over. */
@Command(
        name = "drain",
        description = "Moves everything off a node and waits for it: a standby with a deadline.",
        footer = {
            "",
            "The node stays in standby, also when the deadline passed: what is left is still being",
            "moved or stopped. 'node unstandby' lets it run resources again.",
            "",
            "Example:",
            "  mainstay node drain n1"})
public final class NodeDrainCommand extends ChangeVerb {

    @Parameters(paramLabel = "NODE", description = "The node.")
    private String node = "";

    @Option(
            names = "--deadline",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "How long to wait, such as 90, 90s or 5min (default: 20min).")
    private Duration deadline = Duration.ofMinutes(20);

    @Override
    protected Change change(ClusterClient cluster) {
        NodeSelection.checkKnown(NodeSelection.known(cluster), node);
        Change standby = editor(cluster).edit("Drained " + node + ".",
                configuration -> List.of(Edits.setNodeAttribute(node, "standby", "on")));
        if (isDryRun()) {
            return standby;
        }
        if (new StatusWatch(cluster).await(deadline,
                status -> isDrained(status, standby.index())).isEmpty()) {
            throw leftovers(cluster);
        }
        return standby;
    }

    private boolean isDrained(ClusterStatus status, long index) {
        return status.getPosition().getAppliedIndex() >= index
                && !status.getTransition().getPlanWanted()
                && running(status).isEmpty();
    }

    private List<String> running(ClusterStatus status) {
        return status.getNodesList().stream()
                .filter(view -> view.getName().equals(node))
                .flatMap(view -> view.getRunningList().stream())
                .toList();
    }

    private CommandFailure leftovers(ClusterClient cluster) {
        ClusterStatus status = cluster.status(Consistency.CURRENT);
        List<String> left = running(status);
        String state = status.getNodesList().stream()
                .filter(view -> view.getName().equals(node))
                .map(NodeStatusView::getState)
                .findFirst()
                .orElse("unknown");
        return CommandFailure.refused("Node " + node + " (" + state + ") was not drained within "
                + deadline.toSeconds() + " s: "
                + (left.isEmpty() ? "the cluster is still busy"
                        : String.join(", ", left)
                                + (left.size() == 1 ? " is" : " are") + " still there")
                + ".",
                "It stays in standby. Look at 'mainstay status' and 'mainstay explain RESOURCE'"
                        + " for what keeps it.");
    }
}
