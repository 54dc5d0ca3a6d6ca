// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.fencing;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.configuration.FencingLevels;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.MessageTree;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.TextTable;
import dev.mainstay.proto.v1.ConfigurationProto.FencingLevel;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Shows the fencing levels. */
@Command(
        name = "config",
        description = "Shows the fencing levels.",
        footer = {"", "Example:", "  mainstay stonith level config -o json"})
public final class LevelConfigCommand extends ClusterVerb {

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        List<FencingLevel> levels =
                FencingLevels.sorted(cluster.currentConfiguration().getConfiguration());
        TextTable table = new TextTable();
        levels.forEach(level -> table.row(FencingLevels.target(level),
                "level " + level.getIndex(), String.join(", ", level.getDevicesList())));
        output.tree(Map.of("levels", levels.stream().map(MessageTree::sparse).toList()),
                palette -> table.format(""));
        return ExitCode.OK;
    }
}
