// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.explain;

import java.util.Objects;
import java.util.Optional;

/**
 * One addition to the score of a resource for a machine. The role is given where only instances in
 * that role count.
 */
public record Contribution(
        String resource, String node, Optional<String> role, int score, ScoreSource source) {
    public Contribution {
        Objects.requireNonNull(resource);
        Objects.requireNonNull(node);
        Objects.requireNonNull(role);
        Objects.requireNonNull(source);
    }
}
