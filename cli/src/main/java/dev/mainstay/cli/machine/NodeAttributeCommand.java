// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.machine;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.AttributeSets;
import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.grammar.Assignments;
import dev.mainstay.cli.grammar.RaiseWord;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.OwnedValues;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.Node;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.NodeStatusView;
import dev.mainstay.proto.v1.SetAttributeRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows or sets attributes of nodes, permanent ones unless told otherwise. */
@Command(
        name = "attribute",
        description = {
            "Shows or sets node attributes; an empty value removes one.",
            "value++ and value+=N for a value raise a number, whoever else does so meanwhile."},
        footer = {
            "",
            "Examples:",
            "  mainstay node attribute n1 rack=a",
            "  mainstay node attribute n1 rack=",
            "  mainstay node attribute n1 drills=value++"})
public final class NodeAttributeCommand extends ChangeVerb {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NODE",
            description = "The node (default: shows all).")
    private Optional<String> node = Optional.empty();

    @Parameters(
            index = "1..*",
            paramLabel = "NAME=VALUE",
            description = "What to set; shows the node's attributes without it.")
    private List<String> words = List.of();

    @Option(names = "--transient", description = "Attributes that vanish when the node leaves.")
    private boolean passing;

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        if (!words.isEmpty()) {
            return super.run(cluster, output);
        }
        SequencedMap<String, Map<String, String>> shown = passing
                ? passing(cluster)
                : permanent(cluster);
        node.ifPresent(name -> {
            NodeSelection.checkKnown(List.copyOf(shown.keySet()), name);
            shown.keySet().retainAll(List.of(name));
        });
        new OwnedValues(shown).show(output);
        return ExitCode.OK;
    }

    @Override
    protected Change change(ClusterClient cluster) {
        String name = node.orElse("");
        SequencedMap<String, String> values = Assignments.parse(words, "'node attribute'");
        String message = "Set " + String.join(", ", values.keySet()) + " of " + name + ".";
        NodeSelection.checkKnown(NodeSelection.known(cluster), name);
        if (!passing) {
            return editor(cluster).edit(message, configuration -> values.entrySet()
                    .stream()
                    .map(value -> edit(name, value))
                    .toList());
        }
        List<Long> indexes = values.entrySet().stream()
                .map(value -> setPassing(cluster, name, value))
                .toList();
        return Change.at(indexes.getLast(), message).since(indexes.getFirst());
    }

    private static ConfigurationEdit edit(String name, Map.Entry<String, String> value) {
        OptionalInt raise = RaiseWord.parse(value.getValue());
        return raise.isPresent()
                ? Edits.raiseNodeAttribute(name, value.getKey(), raise.getAsInt())
                : Edits.setNodeAttribute(name, value.getKey(), value.getValue());
    }

    private long setPassing(
            ClusterClient cluster, String name, Map.Entry<String, String> value) {
        SetAttributeRequest.Builder request = SetAttributeRequest.newBuilder()
                .setContext(context())
                .setNode(name)
                .setName(value.getKey());
        OptionalInt raise = RaiseWord.parse(value.getValue());
        if (raise.isPresent()) {
            request.setRaise(raise.getAsInt());
        } else if (!value.getValue().isEmpty()) {
            request.setValue(value.getValue());
        }
        SetAttributeRequest built = request.build();
        return cluster.nodes(stub -> stub.setAttribute(built)).getIndex();
    }

    private static SequencedMap<String, Map<String, String>> permanent(ClusterClient cluster) {
        SequencedMap<String, Map<String, String>> shown = new TreeMap<>();
        for (Node node : cluster.currentConfiguration().getConfiguration().getNodesList()) {
            shown.put(node.getName(), AttributeSets.values(node.getAttributesList()));
        }
        return shown;
    }

    private static SequencedMap<String, Map<String, String>> passing(ClusterClient cluster) {
        SequencedMap<String, Map<String, String>> shown = new TreeMap<>();
        for (NodeStatusView node : cluster.status(Consistency.CURRENT).getNodesList()) {
            shown.put(node.getName(), new TreeMap<>(node.getAttributesMap()));
        }
        return shown;
    }
}
