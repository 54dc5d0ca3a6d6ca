// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.Objects;

/** Several instances of one primitive or group. */
public record Clone(
        ResourceId id, ResourceOptions options, Promotability promotability,
        Resource child) implements Resource {
    public Clone {
        Objects.requireNonNull(id);
        Objects.requireNonNull(options);
        Objects.requireNonNull(promotability);
        Objects.requireNonNull(child);
    }

    /** Whether the element itself makes the clone promotable, as the old master element did. */
    public enum Promotability {
        BY_META_ATTRIBUTE,
        BY_ELEMENT
    }
}
