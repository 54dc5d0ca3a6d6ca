// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import java.util.ArrayList;
import java.util.List;

/** Brings primitives into groups and out of them. */
public final class GroupMembers {

    private GroupMembers() {}

    /** @throws CommandFailure where one is no primitive, or belongs to something already */
    public static List<ConfigurationEdit> add(
            Configuration configuration, String group, List<String> members,
            Placement placement) {
        List<Primitive> primitives = members.stream()
                .map(id -> loosePrimitive(configuration, id))
                .toList();
        List<ConfigurationEdit> edits = new ArrayList<>();
        members.forEach(id -> edits.add(Edits.remove(ConfigurationSection.RESOURCES, id)));
        edits.add(Edits.put(Resources.of(placement.into(
                configuration, group, primitives, new ElementIds(configuration)))));
        return edits;
    }

    /** The group goes, its members stay where they are in the order of resources. */
    public static List<ConfigurationEdit> dissolve(Configuration configuration, String id) {
        List<Primitive> members = Resources.group(configuration, id).getMembersList();
        Resources.parent(configuration, id).ifPresent(clone -> {
            throw CommandFailure.refused("The group '" + id + "' is cloned by '"
                    + Resources.id(clone) + "'.", "Delete the clone first.");
        });
        List<String> referring = References.to(configuration, List.of(id));
        if (!referring.isEmpty()) {
            throw CommandFailure.refused("The group '" + id + "' is referred to by "
                    + String.join(", ", referring) + ".", "Delete those first.");
        }
        List<ConfigurationEdit> edits = new ArrayList<>();
        edits.add(Edits.remove(ConfigurationSection.RESOURCES, id));
        members.forEach(member -> edits.add(Edits.put(Resources.of(member))));
        return edits;
    }

    private static Primitive loosePrimitive(Configuration configuration, String id) {
        Resource resource = Resources.get(configuration, id);
        if (!resource.hasPrimitive() || Resources.isFenceDevice(resource)) {
            throw CommandFailure.refused("'" + id + "' is a " + Resources.kind(resource)
                    + "; only primitives can be in a group.", "");
        }
        Resources.parent(configuration, id).ifPresent(parent -> {
            throw CommandFailure.refused("'" + id + "' is already in the "
                    + Resources.kind(parent) + " '" + Resources.id(parent) + "'.",
                    "Take it out there first.");
        });
        return resource.getPrimitive();
    }
}
