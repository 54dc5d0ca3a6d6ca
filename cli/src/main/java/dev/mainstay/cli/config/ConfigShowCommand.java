// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.config;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.configuration.AttributeSetText;
import dev.mainstay.cli.configuration.AttributeSets;
import dev.mainstay.cli.configuration.ResourceText;
import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.cli.configuration.Templates;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.constraint.ConstraintText;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.MessageTree;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.Palette;
import dev.mainstay.cli.render.TextTable;
import dev.mainstay.proto.v1.ConfigurationProto.AttributeSet;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Node;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import dev.mainstay.proto.v1.ConfigurationProto.Tag;
import dev.mainstay.proto.v1.GetConfigurationReply;
import dev.mainstay.proto.v1.GetConfigurationRequest;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the configuration, as a whole document in JSON and YAML. */
@Command(name = "show", description = "Shows the configuration of any kept revision.")
public final class ConfigShowCommand extends ClusterVerb {

    @Option(
            names = "--revision",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "An earlier one.")
    private long revision;

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        GetConfigurationRequest request =
                GetConfigurationRequest.newBuilder().setRevision(revision).build();
        GetConfigurationReply reply = cluster.configuration(stub -> stub.get(request));
        output.tree(MessageTree.sparse(reply.getConfiguration()),
                palette -> text(reply, palette));
        return ExitCode.OK;
    }

    static String text(GetConfigurationReply reply, Palette palette) {
        Configuration configuration = reply.getConfiguration();
        List<Resource> devices = configuration.getResourcesList().stream()
                .filter(Resources::isFenceDevice).toList();
        List<Resource> services = configuration.getResourcesList().stream()
                .filter(resource -> !Resources.isFenceDevice(resource)).toList();
        return "Revision " + reply.getRevision() + "\n"
                + section("Nodes", nodes(configuration.getNodesList()), palette)
                + section("Templates", ResourceText.format(configuration.getTemplatesList()
                        .stream().map(Templates::shown).toList()), palette)
                + section("Resources", ResourceText.format(services), palette)
                + section("Fence devices", ResourceText.format(devices), palette)
                + section("Constraints",
                        ConstraintText.format(configuration.getConstraintsList(), palette), palette)
                + section("Tags", tags(configuration.getTagsList()), palette)
                + section("Properties", values(configuration.getClusterPropertiesList()), palette)
                + section("Resource defaults",
                        AttributeSetText.format(
                                configuration.getResourceDefaultsList(), palette),
                        palette)
                + section("Operation defaults",
                        AttributeSetText.format(
                                configuration.getOperationDefaultsList(), palette),
                        palette);
    }

    private static String section(String title, String text, Palette palette) {
        return text.isEmpty() ? "" : "\n" + palette.heading(title) + "\n" + text.indent(2);
    }

    private static String nodes(List<Node> nodes) {
        TextTable table = new TextTable();
        for (Node node : nodes) {
            table.row(node.getName(), AttributeSets.values(node.getAttributesList()).entrySet()
                    .stream().map(e -> e.getKey() + "=" + e.getValue())
                    .collect(Collectors.joining(" ")));
        }
        return table.format("");
    }

    private static String tags(List<Tag> tags) {
        TextTable table = new TextTable();
        tags.forEach(tag -> table.row(tag.getId(), String.join(" ", tag.getReferencesList())));
        return table.format("");
    }

    private static String values(List<AttributeSet> sets) {
        TextTable table = new TextTable();
        AttributeSets.values(sets).forEach((name, value) -> table.row(name, value));
        return table.format("");
    }
}
