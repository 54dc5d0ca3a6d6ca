// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.Role;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.Contribution;
import dev.mainstay.scheduler.explain.FinalScore;
import dev.mainstay.scheduler.explain.Ledger;
import dev.mainstay.scheduler.explain.Obstacle;
import dev.mainstay.scheduler.explain.ScoreSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What one plan's ledger says of promoting a resource where it is placed: who is promoted is chosen
 * among the placed instances, after all are placed. Decides nothing itself.
 */
public final class PromotionReasons {

    private static final String PROMOTE = "promote";

    private final Ledger ledger;
    private final Predicate<String> instances;

    /** @param instances which of the ledger's instances are of the resource */
    public PromotionReasons(Ledger ledger, Predicate<String> instances) {
        this.ledger = ledger;
        this.instances = instances;
    }

    /** For the instance there that comes first in the choice; empty where there is none. */
    Optional<Promotion> on(NodeId node) {
        return ledger.finalScores().stream()
                .filter(score -> score.step() == FinalScore.Step.PROMOTION)
                .filter(score -> score.node().equals(node.value()))
                .filter(score -> instances.test(score.resource()))
                .max(Comparator.comparingInt(FinalScore::score))
                .map(this::promotion);
    }

    private Promotion promotion(FinalScore score) {
        List<Contribution> parts = new ArrayList<>(ledger.contributions().stream()
                .filter(part -> part.resource().equals(score.resource()))
                .filter(part -> part.node().equals(score.node()))
                .filter(part -> part.role().filter(Role.PROMOTED.text()::equals).isPresent())
                .toList());
        int rest = score.score() - parts.stream().map(part -> new Score(part.score()))
                .reduce(Score.ZERO, Score::plus).value();
        if (rest != 0) {
            parts.add(new Contribution(score.resource(), score.node(),
                    Optional.of(Role.PROMOTED.text()), rest,
                    new ScoreSource.Internal("what other instances there add")));
        }
        Optional<ScoreSource> against = ledger.obstacles().stream()
                .filter(obstacle -> obstacle.task().equals(PROMOTE))
                .filter(obstacle -> obstacle.resource().equals(score.resource()))
                .filter(obstacle -> obstacle.node().equals(score.node()))
                .map(Obstacle::source)
                .findFirst();
        return new Promotion(new Score(score.score()), parts, against);
    }

    /**
     * How an instance fared in the choice.
     *
     * @param against what keeps it from being promoted, beside a score below 0
     */
    record Promotion(Score score, List<Contribution> parts, Optional<ScoreSource> against) {

        boolean isChosen() {
            return score.value() >= 0 && against.isEmpty();
        }
    }
}
