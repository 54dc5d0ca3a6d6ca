// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.grammar.ResourceWords.CloneWords;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import java.util.List;

/** Makes clones of resources that are there, and takes clones away from around them. */
public final class Cloning {

    private Cloning() {}

    /** @throws CommandFailure where the resource cannot be cloned, or is already */
    public static List<ConfigurationEdit> around(
            Configuration configuration, String id, CloneWords words) {
        Resource child = Resources.get(configuration, id);
        if (Resources.isFenceDevice(child) || !(child.hasPrimitive() || child.hasGroup())) {
            throw CommandFailure.refused("'" + id + "' is a " + Resources.kind(child)
                    + "; primitives and groups can be cloned.", "");
        }
        Resources.parent(configuration, id).ifPresent(parent -> {
            throw CommandFailure.refused("'" + id + "' is in the " + Resources.kind(parent)
                    + " '" + Resources.id(parent) + "'.",
                    parent.hasGroup() ? "Clone the group." : "");
        });
        Resource clone = ClonedResource.of(child, words, new ElementIds(configuration));
        return List.of(Edits.remove(ConfigurationSection.RESOURCES, id), Edits.put(clone));
    }

    /**
     * What was cloned stays, once.
     *
     * @param id of the clone or of what it clones
     * @throws CommandFailure where nothing is cloned, or something refers to the clone
     */
    public static List<ConfigurationEdit> dissolve(Configuration configuration, String id) {
        Resource named = Resources.get(configuration, id);
        Resource clone = named.hasClone()
                ? named
                : Resources.parent(configuration, id).filter(Resource::hasClone)
                        .orElseThrow(() -> CommandFailure.refused("'" + id + "' is not cloned.",
                                ""));
        List<String> referring = References.to(configuration, List.of(Resources.id(clone)));
        if (!referring.isEmpty()) {
            throw CommandFailure.refused("The clone '" + Resources.id(clone)
                    + "' is referred to by " + String.join(", ", referring) + ".",
                    "Delete those first.");
        }
        return List.of(Edits.remove(ConfigurationSection.RESOURCES, Resources.id(clone)),
                Edits.put(clone.getClone().getChild()));
    }
}
