// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.explain;

import java.util.Objects;

/** The score that a resource had for a machine when the choice was made. */
public record FinalScore(Step step, String resource, String node, int score) {
    public FinalScore {
        Objects.requireNonNull(step);
        Objects.requireNonNull(resource);
        Objects.requireNonNull(node);
    }

    /** Which choice. */
    public enum Step {
        /** Before the parts of a group or clone choose, one after the other. */
        WHOLE,
        ALLOCATION,
        PROMOTION
    }
}
