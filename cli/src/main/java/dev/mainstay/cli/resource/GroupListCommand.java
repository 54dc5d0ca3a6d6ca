// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.TextTable;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Lists groups with their members. */
@Command(
        name = "list",
        description = "Lists groups with their members.",
        footer = {
            "",
            "Example:",
            "  mainstay group list"})
public final class GroupListCommand extends ClusterVerb {

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        TextTable table = new TextTable();
        for (Resource resource : Resources.all(
                cluster.currentConfiguration().getConfiguration())) {
            if (resource.hasGroup()) {
                List<String> members = resource.getGroup().getMembersList().stream()
                        .map(Primitive::getId).toList();
                groups.put(resource.getGroup().getId(), members);
                table.row(resource.getGroup().getId(), String.join(" ", members));
            }
        }
        output.tree(groups, palette -> table.format(""));
        return ExitCode.OK;
    }
}
