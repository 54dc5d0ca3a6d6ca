// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.Node;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import java.util.Map;

/** What resources use and machines have, in numbers that the placement strategy counts with. */
public final class Utilizations {

    private Utilizations() {}

    public static ConfigurationEdit ofResource(
            Configuration configuration, String id, Map<String, String> values) {
        check(values);
        Resource resource = Resources.get(configuration, id);
        if (!resource.hasPrimitive()) {
            throw CommandFailure.refused("'" + id + "' is a " + Resources.kind(resource)
                    + " and uses nothing by itself.", "Name the primitive in it.");
        }
        return Edits.put(Resources.withOptions(resource, options -> options.toBuilder()
                .clearUtilization()
                .addAllUtilization(AttributeSets.with(options.getUtilizationList(),
                        new ElementIds(configuration).claim(id + "-utilization"), values))
                .build()));
    }

    public static ConfigurationEdit ofNode(
            Configuration configuration, String name, Map<String, String> values) {
        check(values);
        Node node = configuration.getNodesList().stream()
                .filter(known -> known.getName().equals(name))
                .findFirst()
                .orElseGet(() -> Node.newBuilder().setName(name).build());
        return ConfigurationEdit.newBuilder()
                .setPutNode(node.toBuilder()
                        .clearUtilization()
                        .addAllUtilization(AttributeSets.with(node.getUtilizationList(),
                                new ElementIds(configuration).claim(
                                        "nodes-" + name + "-utilization"),
                                values)))
                .build();
    }

    private static void check(Map<String, String> values) {
        values.forEach((name, value) -> {
            if (!value.matches("([+-]?[0-9]{1,9})?")) {
                throw new CommandFailure(ExitCode.DATA, "The utilization " + name + "=" + value
                        + " is no integer.", "Choose a unit in which it is, such as MiB.");
            }
        });
    }
}
