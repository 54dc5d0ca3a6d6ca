// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.List;
import java.util.Objects;

/** Primitives that start in order on one machine and stop in reverse. */
public record Group(ResourceId id, ResourceOptions options,
        List<Primitive> members) implements Resource {
    public Group {
        Objects.requireNonNull(id);
        Objects.requireNonNull(options);
        members = List.copyOf(members);
    }
}
