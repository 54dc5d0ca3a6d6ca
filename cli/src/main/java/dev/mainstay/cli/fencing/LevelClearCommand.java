// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.fencing;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.FencingLevels;
import dev.mainstay.cli.connection.ClusterClient;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes all fencing levels of a target, or of all. */
@Command(
        name = "clear",
        description = "Removes all fencing levels of a target, or of all.",
        footer = {"", "Example:", "  mainstay stonith level clear n1"})
public final class LevelClearCommand extends ChangeVerb {

    @Parameters(arity = "0..1", paramLabel = "TARGET", description = "The target (default: all).")
    private Optional<String> target = Optional.empty();

    @Override
    protected Change change(ClusterClient cluster) {
        return editor(cluster).edit("Cleared the fencing levels"
                + target.map(name -> " of " + name).orElse("") + ".",
                configuration -> FencingLevels.removal(
                        configuration, Optional.empty(), target, List.of()));
    }
}
