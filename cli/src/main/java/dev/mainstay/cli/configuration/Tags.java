// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Tag;
import java.util.ArrayList;
import java.util.List;

/** Names for lists of elements. */
public final class Tags {

    private Tags() {}

    /** @throws CommandFailure where there is none */
    public static Tag get(Configuration configuration, String id) {
        return configuration.getTagsList().stream()
                .filter(tag -> tag.getId().equals(id))
                .findFirst()
                .orElseThrow(() -> CommandFailure.refused("There is no tag '" + id + "'.",
                        "'mainstay tag config' shows those there are."));
    }

    /**
     * The tag with more elements at a place.
     *
     * @throws CommandFailure where one does not exist, or is in the tag already
     */
    public static Tag with(Configuration configuration, Tag tag, List<String> added, int place) {
        ElementIds ids = new ElementIds(configuration);
        List<String> references = new ArrayList<>(tag.getReferencesList());
        for (int i = 0; i < added.size(); i++) {
            String id = added.get(i);
            if (!ids.contains(id)) {
                throw CommandFailure.refused("There is nothing with the id '" + id + "'.",
                        "'mainstay resource config' shows the resources there are.");
            }
            if (references.contains(id)) {
                throw CommandFailure.refused(
                        "'" + id + "' would be in the tag '" + tag.getId() + "' twice.", "");
            }
            references.add(place + i, id);
        }
        return tag.toBuilder().clearReferences().addAllReferences(references).build();
    }

    /** @throws CommandFailure where one is not in the tag */
    public static Tag without(Tag tag, List<String> removed) {
        List<String> references = new ArrayList<>(tag.getReferencesList());
        for (String id : removed) {
            if (!references.remove(id)) {
                throw CommandFailure.refused(
                        "'" + id + "' is not in the tag '" + tag.getId() + "'.", "");
            }
        }
        return tag.toBuilder().clearReferences().addAllReferences(references).build();
    }
}
