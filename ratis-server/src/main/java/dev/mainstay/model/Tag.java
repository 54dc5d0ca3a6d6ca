// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.List;
import java.util.Objects;

/** A name for a list of resources (or nodes). */
public record Tag(ResourceId id, List<String> references) {
    public Tag {
        Objects.requireNonNull(id);
        references = List.copyOf(references);
    }
}
