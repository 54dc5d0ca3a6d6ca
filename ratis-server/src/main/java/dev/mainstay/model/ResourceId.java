// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.Objects;

/** The id of a configured resource, template or tag: whatever a constraint may name. */
public record ResourceId(String value) implements Comparable<ResourceId> {
    public ResourceId {
        Objects.requireNonNull(value);
    }

    @Override
    public int compareTo(ResourceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
