// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.Objects;
import java.util.Optional;

/**
 * One name and value of an attribute set, or a reference to one elsewhere. With {@code reference}
 * set, the value is the referenced attribute's, and the name too unless one is given here.
 */
public record Attribute(
        Optional<String> id,
        Optional<String> reference,
        Optional<String> name,
        Optional<String> value) {
    private static final String DEFAULT = "#default";

    public Attribute {
        Objects.requireNonNull(id);
        Objects.requireNonNull(reference);
        Objects.requireNonNull(name);
        Objects.requireNonNull(value);
    }

    /** The value, unless it asks for the built-in default: that is as if nothing were set. */
    public Optional<String> givenValue() {
        return value.filter(text -> !text.equals(DEFAULT));
    }
}
