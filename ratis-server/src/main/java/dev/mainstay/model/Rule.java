// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Conditions joined by and/or. Score, score attribute and role have a meaning only at the top level
 * of a location constraint. With {@code reference} set the rule is the one with that id.
 */
public record Rule(
        Optional<String> id,
        Optional<String> reference,
        Combination combination,
        Optional<String> role,
        Optional<String> score,
        Optional<String> scoreAttribute,
        List<RuleCondition> conditions) {
    public Rule {
        Objects.requireNonNull(id);
        Objects.requireNonNull(reference);
        Objects.requireNonNull(combination);
        Objects.requireNonNull(role);
        Objects.requireNonNull(score);
        Objects.requireNonNull(scoreAttribute);
        conditions = List.copyOf(conditions);
    }

    /** How the conditions are joined. */
    public enum Combination {
        ALL,
        ANY
    }
}
