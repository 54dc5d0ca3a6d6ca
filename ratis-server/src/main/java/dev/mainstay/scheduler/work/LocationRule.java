// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import dev.mainstay.model.Role;
import dev.mainstay.scheduler.explain.ScoreSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A location constraint after its rules were evaluated: scores for machines, maybe for a role. */
public record LocationRule(
        ScoreSource source,
        @Nullable Role role,
        NodeScores.Discovery discovery,
        List<NodeScore> nodes) {

    /** One machine's score. */
    public record NodeScore(WorkNode node, int score) {}
}
