// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.fencing;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.FencingLevels;
import dev.mainstay.cli.connection.ClusterClient;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which devices fence a node together, and at which attempt. */
@Command(
        name = "add",
        description = "Says which devices fence a node together, and at which attempt.",
        footer = {
            "",
            "All devices of a level have to succeed; the next level is tried if one does not.",
            "",
            "Example:",
            "  mainstay stonith level add 1 n1 bmc-n1",
            "  mainstay stonith level add 2 n1 pdu-a pdu-b"})
public final class LevelAddCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "LEVEL", description = "1 is tried first, 9 last.")
    private int level;

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description = "A node, regexp%%EXPRESSION or attrib%%NAME=VALUE.")
    private String target = "";

    @Parameters(
            index = "2..*",
            arity = "1..*",
            paramLabel = "DEVICE",
            description = "The fence devices.")
    private List<String> devices = List.of();

    @Option(names = "--id", paramLabel = "ID", description = "The level's id.")
    private Optional<String> id = Optional.empty();

    @Override
    protected Change change(ClusterClient cluster) {
        return editor(cluster).edit("Added level " + level + " for " + target + ".",
                configuration -> List.of(
                        FencingLevels.add(configuration, level, target, devices, id)));
    }
}
