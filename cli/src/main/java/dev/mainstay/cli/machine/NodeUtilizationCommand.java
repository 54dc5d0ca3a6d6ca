// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.machine;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.command.UtilizationChange;
import dev.mainstay.cli.configuration.AttributeSets;
import dev.mainstay.cli.configuration.Utilizations;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.OwnedValues;
import dev.mainstay.proto.v1.ConfigurationProto.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows or sets the capacity of nodes. */
@Command(
        name = "utilization",
        description = "Shows or sets the capacity of nodes.",
        footer = {
            "",
            "It counts where the property placement-strategy is other than 'default'.",
            "",
            "Example:",
            "  mainstay node utilization n1 memory=65536 cpu=32"})
public final class NodeUtilizationCommand extends ChangeVerb {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NODE",
            description = "The node (default: shows all).")
    private Optional<String> node = Optional.empty();

    @Parameters(
            index = "1..*",
            paramLabel = "NAME=VALUE",
            description = "What to set, in integers; an empty value removes one.")
    private List<String> words = List.of();

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        if (!words.isEmpty()) {
            return super.run(cluster, output);
        }
        SequencedMap<String, Map<String, String>> shown = new TreeMap<>();
        for (Node known : cluster.currentConfiguration().getConfiguration().getNodesList()) {
            if (node.isEmpty() || node.get().equals(known.getName())) {
                shown.put(known.getName(), AttributeSets.values(known.getUtilizationList()));
            }
        }
        node.ifPresent(name -> NodeSelection.checkKnown(NodeSelection.known(cluster), name));
        new OwnedValues(shown).show(output);
        return ExitCode.OK;
    }

    @Override
    protected Change change(ClusterClient cluster) {
        String name = node.orElse("");
        NodeSelection.checkKnown(NodeSelection.known(cluster), name);
        return new UtilizationChange(name, words)
                .make(editor(cluster), Utilizations::ofNode);
    }
}
