// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.configuration;

import dev.mainstay.cli.grammar.ResourceWords.CloneWords;
import dev.mainstay.proto.v1.ConfigurationProto.Clone;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import dev.mainstay.proto.v1.ConfigurationProto.ResourceOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes clones of primitives and groups. */
public final class ClonedResource {

    private ClonedResource() {}

    public static Resource of(Resource child, CloneWords words, ElementIds ids) {
        String id = words.id().isPresent()
                ? ids.claimExactly(words.id().get())
                : ids.claim(Resources.id(child) + "-clone");
        Map<String, String> meta = new LinkedHashMap<>(words.meta());
        if (words.promotable()) {
            meta.put("promotable", "true");
        }
        Clone.Builder clone = Clone.newBuilder().setId(id).setChild(child);
        if (!meta.isEmpty()) {
            clone.setOptions(ResourceOptions.newBuilder().addAllMetaAttributes(
                    AttributeSets.of(ids.claim(id + "-meta_attributes"), meta)));
        }
        return Resource.newBuilder().setClone(clone).build();
    }
}
