// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.cluster;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.Palette;
import dev.mainstay.cli.render.TextTable;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.NodeStatusView;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** Shows membership and Raft, not services; asks this node alone, so it works without a leader. */
@Command(
        name = "status",
        description = "Shows members, addresses and the leader, as this node sees them.")
public final class ClusterStatusCommand extends ClusterVerb {

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        ClusterStatus status = cluster.status(Consistency.LOCAL);
        ClusterStatus membership = ClusterStatus.newBuilder(status)
                .clearResources().clearFailures().clearFencing().clearMoves().clearTransition()
                .build();
        output.show(membership, palette -> text(membership, palette));
        return ExitCode.OK;
    }

    static String text(ClusterStatus status, Palette palette) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Cluster", status.getClusterName() + " (" + status.getClusterId() + ")");
        facts.put("Quorum", status.getQuorate() ? palette.good("yes") : palette.bad("no"));
        String leader = status.getPosition().getLeader();
        facts.put("Leader", leader.isEmpty() ? palette.bad("none") : leader);
        facts.put("Term", Long.toString(status.getPosition().getTerm()));
        facts.put("Log index", status.getPosition().getAppliedIndex() + " on "
                + status.getPosition().getNode());
        facts.put("Features", status.getFeatureLevel());
        TextTable table = new TextTable();
        facts.forEach((name, value) -> table.row(name, value));
        TextTable members = new TextTable();
        for (NodeStatusView node : status.getNodesList()) {
            members.row(node.getName(), node.getState(), node.getVoter() ? "voter" : "no vote",
                    "raft " + node.getRaftAddress(), "api " + node.getApiAddress());
        }
        return table.format("") + "\n" + palette.heading("Members") + "\n" + members.format("  ");
    }
}
