// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.property;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.configuration.AttributeSets;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.TextTable;
import java.util.List;
import java.util.SequencedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the cluster options that are set. */
@Command(name = "config", description = "Shows the cluster options that are set.")
public final class PropertyConfigCommand extends ClusterVerb {

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Only these.")
    private List<String> names = List.of();

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        SequencedMap<String, String> values = AttributeSets.values(
                cluster.currentConfiguration().getConfiguration().getClusterPropertiesList());
        for (String name : names) {
            if (!values.containsKey(name)) {
                throw CommandFailure.refused("The property '" + name + "' is not set.", "");
            }
        }
        if (!names.isEmpty()) {
            values.keySet().retainAll(names);
        }
        TextTable table = new TextTable();
        values.forEach((name, value) -> table.row(name, value));
        output.tree(values, palette -> table.format(""));
        return ExitCode.OK;
    }
}
