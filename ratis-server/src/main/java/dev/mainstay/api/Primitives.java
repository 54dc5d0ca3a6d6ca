// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Group;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import java.util.List;
import java.util.stream.Stream;

/** Finds the primitives of a configuration wherever they are nested. */
final class Primitives {

    private Primitives() {}

    /** All of them, in the written order. */
    static List<Primitive> of(Configuration configuration) {
        return configuration.resources().stream().flatMap(Primitives::of).toList();
    }

    private static Stream<Primitive> of(Resource resource) {
        return switch (resource) {
            case Primitive primitive -> Stream.of(primitive);
            case Group group -> group.members().stream();
            case Clone clone -> of(clone.child());
            case Bundle bundle -> bundle.primitive().stream();
        };
    }
}
