// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.grammar;

/**
 * What a location constraint is about: a resource, written {@code ID} or {@code resource%ID}, or
 * all that match an expression, written {@code regexp%EXPRESSION}.
 */
public record ConstrainedResource(String text, boolean pattern) {

    private static final String PATTERN = "regexp%";
    private static final String RESOURCE = "resource%";

    static ConstrainedResource parse(String word) {
        return word.startsWith(PATTERN)
                ? new ConstrainedResource(word.substring(PATTERN.length()), true)
                : new ConstrainedResource(
                        word.startsWith(RESOURCE) ? word.substring(RESOURCE.length()) : word,
                        false);
    }
}
