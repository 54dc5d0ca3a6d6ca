// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects a {@link Ledger} during one run. */
public final class LedgerWriter {
    private final List<Contribution> contributions = new ArrayList<>();
    private final List<FinalScore> finalScores = new ArrayList<>();
    private final List<Obstacle> obstacles = new ArrayList<>();

    public void add(String resource, String node, int score, ScoreSource source) {
        contributions.add(new Contribution(resource, node, Optional.empty(), score, source));
    }

    public void add(String resource, String node, String role, int score, ScoreSource source) {
        contributions.add(new Contribution(resource, node, Optional.of(role), score, source));
    }

    public void decided(FinalScore.Step step, String resource, String node, int score) {
        finalScores.add(new FinalScore(step, resource, node, score));
    }

    public void obstructed(String resource, String node, String task, ScoreSource source) {
        obstacles.add(new Obstacle(resource, node, task, source));
    }

    /** Where the ledger stands, for {@link #rollBack}. */
    public Mark mark() {
        return new Mark(contributions.size());
    }

    /** Forgets what was said since for something that is taken back; what it came to stays. */
    public void rollBack(Mark mark) {
        contributions.subList(mark.contributions(), contributions.size()).clear();
    }

    /** How much had been written. */
    public record Mark(int contributions) {}

    public Ledger ledger() {
        return new Ledger(contributions, finalScores, obstacles);
    }
}
