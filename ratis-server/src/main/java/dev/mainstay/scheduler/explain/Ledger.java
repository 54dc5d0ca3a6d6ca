// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.explain;

import java.util.List;

/**
 * Everything that was said for and against placements in one plan, in the order it was said.
 *
 * @param obstacles what keeps chosen placements from being carried out
 */
public record Ledger(
        List<Contribution> contributions,
        List<FinalScore> finalScores,
        List<Obstacle> obstacles) {
    public static final Ledger EMPTY = new Ledger(List.of(), List.of(), List.of());

    public Ledger {
        contributions = List.copyOf(contributions);
        finalScores = List.copyOf(finalScores);
        obstacles = List.copyOf(obstacles);
    }
}
