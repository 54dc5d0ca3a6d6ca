// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A block of attributes (properties, meta-attributes, instance attributes, utilization), used while
 * its rule holds; blocks with a higher score come first and the first value of a name wins. With
 * {@code reference} set the block's content is that of the block with this id.
 */
public record AttributeSet(
        Optional<String> id,
        Optional<String> reference,
        Optional<String> score,
        Optional<Rule> rule,
        List<Attribute> attributes) {
    public AttributeSet {
        Objects.requireNonNull(id);
        Objects.requireNonNull(reference);
        Objects.requireNonNull(score);
        Objects.requireNonNull(rule);
        attributes = List.copyOf(attributes);
    }
}
