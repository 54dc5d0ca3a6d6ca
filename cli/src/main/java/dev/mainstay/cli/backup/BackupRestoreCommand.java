// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.backup;

import dev.mainstay.bootstrap.NodeConfiguration;
import dev.mainstay.bootstrap.RunningPredecessor;
import dev.mainstay.bootstrap.SystemClock;
import dev.mainstay.cli.cluster.LocalMembership;
import dev.mainstay.cli.cluster.LocalNodeOptions;
import dev.mainstay.cli.command.LocalVerb;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.codec.BackupCodec.Backup;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.RestoreHold;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a new cluster from a backup, with this machine as its first node. */
@Command(
        name = "restore",
        description = "Makes a new cluster from a backup, with this machine as its first node.",
        footer = {
            "",
            "For when the cluster is lost: its daemons have ended, and their folders are gone or"
                    + " moved away. Start the node with 'mainstay node run', then let the other"
                    + " machines join under their names with tokens. Services stay as they are"
                    + " found until every machine that the backup names has joined, was fenced,"
                    + " or is confirmed to be off (stonith confirm)."})
public final class BackupRestoreCommand extends LocalVerb {

    @Mixin
    private BackupChoice choice;

    @Option(
            names = "--replace-running",
            description = "Goes on although nodes of the saved cluster answer: the restored"
                    + " cluster ends their daemons, while what they run goes on.")
    private boolean replaceRunning;

    @Mixin
    private LocalNodeOptions options;

    @Override
    protected ExitCode run(Map<String, String> environment, Output output) {
        Backup backup = choice.read();
        NodeConfiguration configuration =
                options.configuration(Optional.ofNullable(environment.get("MAINSTAY_DIR")));
        if (!replaceRunning) {
            requireLost(backup);
        }
        ClusterState state = LocalMembership.restore(configuration, backup);
        List<String> unheard =
                RestoreHold.unheard(state).stream().map(NodeId::value).toList();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("cluster", backup.header().cluster().name());
        tree.put("clusterId", state.identity().orElseThrow().clusterId());
        tree.put("node", configuration.node());
        tree.put("revision", state.revision());
        tree.put("index", state.appliedIndex());
        tree.put("unheard", unheard);
        output.tree(tree, palette -> "Restored cluster " + backup.header().cluster().name()
                + " as of revision " + backup.header().revision() + ", now revision "
                + state.revision() + ", with the node " + configuration.node()
                + ". Start it with 'mainstay node run'.\nServices stay as they are until each of"
                + " these has joined, was fenced, or is confirmed to be off: "
                + String.join(", ", unheard) + ".\n");
        return ExitCode.OK;
    }

    private static void requireLost(Backup backup) {
        List<String> running = new RunningPredecessor(new SystemClock()).find(backup);
        if (!running.isEmpty()) {
            throw CommandFailure.refused("Nodes of the cluster that the backup was saved from"
                    + " still run: " + String.join(", ", running) + ". Nothing was changed.",
                    "Use that cluster; or stop its daemons; or give it up with"
                            + " --replace-running.");
        }
    }
}
