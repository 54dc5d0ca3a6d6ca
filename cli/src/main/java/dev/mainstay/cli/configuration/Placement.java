// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Group;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where in a group members are put: at its end, or right before or after another member. */
public record Placement(Optional<String> before, Optional<String> after) {

    public Placement {
        if (before.isPresent() && after.isPresent()) {
            throw CommandFailure.usage("--before and --after contradict each other.",
                    "Give one of them.");
        }
    }

    /** The group with the primitives at this place; a group that is not there yet is made. */
    public Group into(
            Configuration configuration, String group, List<Primitive> added, ElementIds ids) {
        Optional<Resource> existing = Resources.find(configuration, group);
        if (existing.isEmpty()) {
            checkNoNeighbour(group);
            return Group.newBuilder().setId(ids.claimExactly(group)).addAllMembers(added).build();
        }
        Group old = Resources.group(configuration, group);
        List<Primitive> members = new ArrayList<>(old.getMembersList());
        members.addAll(index(old), added);
        return old.toBuilder().clearMembers().addAllMembers(members).build();
    }

    private int index(Group group) {
        List<String> ids = group.getMembersList().stream().map(Primitive::getId).toList();
        Optional<String> neighbour = before.or(() -> after);
        if (neighbour.isEmpty()) {
            return ids.size();
        }
        int at = ids.indexOf(neighbour.get());
        if (at < 0) {
            throw CommandFailure.refused("'" + neighbour.get() + "' is not in the group '"
                    + group.getId() + "'.", "Its members are " + String.join(", ", ids) + ".");
        }
        return before.isPresent() ? at : at + 1;
    }

    private void checkNoNeighbour(String group) {
        before.or(() -> after).ifPresent(neighbour -> {
            throw CommandFailure.refused("There is no group '" + group + "' that '" + neighbour
                    + "' could be in.", "");
        });
    }
}
