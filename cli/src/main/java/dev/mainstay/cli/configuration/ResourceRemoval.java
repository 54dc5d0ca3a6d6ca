// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import dev.mainstay.proto.v1.ConfigurationProto.Group;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Removes resources from the tree. A group that loses its last member goes too, and so does a clone
 * with its child: neither can be empty. Refused while anything refers to what would go.
 */
public final class ResourceRemoval {

    private final Configuration configuration;
    private final Set<String> going = new LinkedHashSet<>();

    private ResourceRemoval(Configuration configuration) {
        this.configuration = configuration;
    }

    /** @throws CommandFailure where one does not exist, or something refers to it */
    public static List<ConfigurationEdit> edits(Configuration configuration, List<String> ids) {
        ResourceRemoval removal = new ResourceRemoval(configuration);
        for (String id : ids) {
            removal.add(Resources.get(configuration, id));
        }
        removal.addEmptied();
        References.refuseIfReferred(configuration, List.copyOf(removal.going));
        return removal.edits();
    }

    private void add(Resource resource) {
        going.add(Resources.id(resource));
        Resources.children(resource).forEach(this::add);
    }

    // Children come before their parents in the reversed list, so one pass reaches a cloned group.
    private void addEmptied() {
        for (Resource resource : Resources.all(configuration).reversed()) {
            List<Resource> children = Resources.children(resource);
            if (!children.isEmpty() && !resource.hasBundle()
                    && children.stream().allMatch(child -> going.contains(Resources.id(child)))) {
                going.add(Resources.id(resource));
            }
        }
    }

    private List<ConfigurationEdit> edits() {
        List<ConfigurationEdit> edits = new ArrayList<>();
        Set<String> shrunk = new TreeSet<>();
        for (String id : going) {
            String parent = Resources.parent(configuration, id).map(Resources::id).orElse("");
            if (parent.isEmpty()) {
                edits.add(Edits.remove(ConfigurationSection.RESOURCES, id));
            } else if (!going.contains(parent) && shrunk.add(parent)) {
                edits.add(Edits.put(without(Resources.get(configuration, parent))));
            }
        }
        return edits;
    }

    private Resource without(Resource parent) {
        if (!parent.hasGroup()) {
            return parent.toBuilder()
                    .setBundle(parent.getBundle().toBuilder().clearPrimitive())
                    .build();
        }
        Group.Builder group = parent.getGroup().toBuilder().clearMembers();
        for (Primitive member : parent.getGroup().getMembersList()) {
            if (!going.contains(member.getId())) {
                group.addMembers(member);
            }
        }
        return Resources.of(group.build());
    }
}
