// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Group;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceOptions;
import java.util.Optional;
import java.util.stream.Stream;

/** Resources as they are configured, wherever they are nested. */
final class ConfiguredResources {
    private ConfiguredResources() {}

    static Optional<Resource> find(Configuration configuration, ResourceId id) {
        return configuration.resources().stream().flatMap(ConfiguredResources::tree)
                .filter(resource -> resource.id().equals(id)).findFirst();
    }

    static Resource withOptions(Resource resource, ResourceOptions options) {
        return switch (resource) {
            case Primitive one -> new Primitive(one.id(), one.template(), one.agent(), options,
                    one.operations());
            case Group group -> new Group(group.id(), options, group.members());
            case Clone clone -> new Clone(clone.id(), options, clone.promotability(),
                    clone.child());
            case Bundle bundle -> new Bundle(bundle.id(), options, bundle.container(),
                    bundle.network(), bundle.storage(), bundle.primitive());
        };
    }

    private static Stream<Resource> tree(Resource resource) {
        return Stream.concat(Stream.of(resource), switch (resource) {
            case Primitive _ -> Stream.empty();
            case Group group -> group.members().stream();
            case Clone clone -> tree(clone.child());
            case Bundle bundle -> bundle.primitive().stream();
        });
    }
}
