// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.cluster;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.command.StatusWatch;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.grammar.Durations;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.NodeStatusView;
import dev.mainstay.proto.v1.StopNodeRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Empties nodes and ends their daemons. */
@Command(
        name = "stop",
        description = "Empties nodes and ends their daemons: services move to other nodes or stop,"
                + " and nothing is fenced. Without a name: the node that is asked.",
        footer = {
            "",
            "Where so many voters would be gone that the rest could decide nothing, this is"
                    + " refused",
            "without --force; --all stops the cluster as a whole."})
public final class ClusterStopCommand extends ChangeVerb {

    private static final Set<String> THERE = new TreeSet<>(List.of("online", "standby",
            "maintenance", "suspected", "shutting-down", "restarting"));

    @Parameters(arity = "0..*", paramLabel = "NODE", description = "The nodes.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "All nodes.")
    private boolean all;

    @Option(
            names = "--deadline",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "How long to wait for the nodes to be empty (default: 20min).")
    private Duration deadline = Duration.ofMinutes(20);

    @Override
    protected Change change(ClusterClient cluster) {
        ClusterStatus status = cluster.status(Consistency.CURRENT);
        List<String> stopped = selected(status);
        if (!all && !force()) {
            requireMajorityWithout(status, stopped);
        }
        if (isDryRun() && stopped.size() > 1) {
            throw CommandFailure.refused("What stopping " + String.join(", ", stopped)
                    + " together does cannot be tried out: each is a change of its own.",
                    "'mainstay plan node standby " + String.join(" ", stopped)
                            + "' shows where their services would go.");
        }
        long index = 0;
        for (String node : stopped) {
            index = cluster.nodes(stub -> stub.stop(StopNodeRequest.newBuilder()
                    .setContext(context()).setNode(node).build())).getIndex();
        }
        if (!isDryRun()) {
            awaitGone(cluster, stopped);
        }
        return Change.at(index, stopped.isEmpty()
                ? "Nothing to stop."
                : "Stopped " + String.join(", ", stopped) + ".");
    }

    /** The one that reports may be one of those that end. */
    private void awaitGone(ClusterClient cluster, List<String> stopped) {
        try {
            if (new StatusWatch(cluster).await(deadline, status -> there(status).stream()
                    .noneMatch(stopped::contains)).isEmpty()) {
                throw CommandFailure.refused("Not everything was empty within "
                        + deadline.toSeconds() + " s.",
                        "It goes on; look at 'mainstay status' for what is left.");
            }
        } catch (CommandFailure ended) {
            if (ended.exitCode() != ExitCode.TRY_AGAIN
                    && ended.exitCode() != ExitCode.UNAVAILABLE) {
                throw ended;
            }
        }
    }

    private List<String> selected(ClusterStatus status) {
        if (all && !names.isEmpty()) {
            throw CommandFailure.usage("It is not clear which nodes are meant.",
                    "Name nodes, or give --all.");
        }
        List<String> known = status.getNodesList().stream().map(NodeStatusView::getName).toList();
        List<String> wanted = all ? known
                : names.isEmpty() ? List.of(status.getPosition().getNode()) : names;
        for (String node : wanted) {
            if (!known.contains(node)) {
                throw CommandFailure.refused("There is no node '" + node + "'.",
                        "The nodes are " + String.join(", ", known) + ".");
            }
        }
        return wanted.stream().filter(there(status)::contains).toList();
    }

    private static List<String> there(ClusterStatus status) {
        return status.getNodesList().stream()
                .filter(node -> THERE.contains(node.getState()))
                .map(NodeStatusView::getName)
                .toList();
    }

    private static void requireMajorityWithout(ClusterStatus status, List<String> stopped) {
        long voters = status.getNodesList().stream().filter(NodeStatusView::getVoter).count();
        long staying = status.getNodesList().stream()
                .filter(NodeStatusView::getVoter)
                .map(NodeStatusView::getName)
                .filter(name -> there(status).contains(name) && !stopped.contains(name))
                .count();
        if (2 * staying <= voters) {
            throw CommandFailure.refused("Of " + voters + " voters " + staying
                    + " would stay: not enough to decide anything, so that all services stop.",
                    "Use --all to stop the whole cluster in order, or --force.");
        }
    }
}
