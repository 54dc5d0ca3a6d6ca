// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.fencing;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.FencingLevels;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes fencing levels. */
@Command(
        name = "delete",
        aliases = "remove",
        description = "Removes fencing levels.",
        customSynopsis = "mainstay stonith level delete LEVEL [target TARGET] [stonith DEVICE...]"
                + " [OPTIONS]",
        footer = {"", "Example:", "  mainstay stonith level delete 2 target n1"})
public final class LevelDeleteCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "LEVEL", description = "The level's number.")
    private int level;

    @Parameters(
            index = "1..*",
            paramLabel = "WORD",
            description = "Only of this target; only with exactly these devices.")
    private List<String> words = List.of();

    @Override
    protected Change change(ClusterClient cluster) {
        List<String> rest = new ArrayList<>(words);
        Optional<String> target = Optional.empty();
        if (rest.size() > 1 && rest.getFirst().equals("target")) {
            target = Optional.of(rest.get(1));
            rest.subList(0, 2).clear();
        }
        if (rest.size() > 1 && rest.getFirst().equals("stonith")) {
            rest.removeFirst();
        } else if (!rest.isEmpty()) {
            throw CommandFailure.usage("'" + rest.getFirst() + "' stands where 'target' or"
                    + " 'stonith' is expected.", "For example: 1 target n1 stonith bmc-n1");
        }
        return remove(cluster, target, rest);
    }

    private Change remove(ClusterClient cluster, Optional<String> target, List<String> devices) {
        return editor(cluster).edit("Deleted level " + level
                + target.map(name -> " for " + name).orElse("") + ".", configuration -> {
                    List<ConfigurationEdit> edits = FencingLevels.removal(
                            configuration, Optional.of(level), target, devices);
                    if (edits.isEmpty()) {
                        throw CommandFailure.refused("There is no such fencing level.",
                                "'mainstay stonith level config' shows those there are.");
                    }
                    return edits;
                });
    }
}
