// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A configured operation of a resource. Name and interval are its identity; {@code options} holds
 * the remaining XML attributes as written (timeout, on-fail, role, enabled, start-delay,
 * interval-origin, record-pending, requires, description). With {@code reference} set it is the
 * operation, or in the {@code operations} element the whole list, of that id.
 */
public record Operation(
        Optional<String> id,
        Optional<String> reference,
        String name,
        String interval,
        SortedMap<String, String> options,
        List<AttributeSet> instanceAttributes,
        List<AttributeSet> metaAttributes) {
    public Operation {
        Objects.requireNonNull(id);
        Objects.requireNonNull(reference);
        Objects.requireNonNull(name);
        Objects.requireNonNull(interval);
        options = SortedMaps.copyOf(options);
        instanceAttributes = List.copyOf(instanceAttributes);
        metaAttributes = List.copyOf(metaAttributes);
    }
}
