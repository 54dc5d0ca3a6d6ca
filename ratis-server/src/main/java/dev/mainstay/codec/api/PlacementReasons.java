// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.Contribution;
import dev.mainstay.scheduler.explain.FinalScore;
import dev.mainstay.scheduler.explain.Ledger;
import dev.mainstay.scheduler.explain.ScoreSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one plan's ledger says of one resource. Reads what the scheduler wrote while it decided and
 * decides nothing itself. Scores are kept for what is placed: a group is placed where its first
 * member goes, and of a clone the instance counts that had the best score for a machine.
 */
public final class PlacementReasons {

    private final Ledger ledger;
    private final ResourceId resource;
    private final ResourceId placed;
    private final SortedSet<NodeId> active;
    private final SortedSet<NodeId> chosen;

    /**
     * @param placed the primitive whose scores are meant: the resource, or the first in it
     * @param active where it is, for all that is known
     * @param chosen where the plan leaves or puts it
     */
    public PlacementReasons(
            Ledger ledger,
            ResourceId resource,
            ResourceId placed,
            SortedSet<NodeId> active,
            SortedSet<NodeId> chosen) {
        this.ledger = ledger;
        this.resource = resource;
        this.placed = placed;
        this.active = active;
        this.chosen = chosen;
    }

    ResourceId resource() {
        return resource;
    }

    /** All machines that something was said of. */
    SortedSet<NodeId> nodes() {
        return Stream.concat(
                ledger.contributions().stream()
                        .filter(part -> isPlaced(part.resource()))
                        .map(Contribution::node),
                ledger.finalScores().stream()
                        .filter(score -> isPlaced(score.resource()))
                        .map(FinalScore::node))
                .map(NodeId::new)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    SortedSet<NodeId> active() {
        return active;
    }

    SortedSet<NodeId> chosen() {
        return chosen;
    }

    /** The parts whose sum is the score, in the order in which they were added. */
    List<Contribution> parts(NodeId node) {
        Optional<FinalScore> decided = decided(node);
        String name = decided.map(FinalScore::resource).orElse(placed.value());
        List<Contribution> parts = new ArrayList<>(ledger.contributions().stream()
                .filter(part -> part.node().equals(node.value()))
                .filter(part -> part.resource().equals(name))
                .filter(part -> part.role().isEmpty())
                .distinct()
                .toList());
        int sum = sum(parts).value();
        int rest = decided.map(FinalScore::score).orElse(sum) - sum;
        if (rest != 0 && vetoIn(parts).isEmpty()) {
            parts.add(new Contribution(name, node.value(), Optional.empty(), rest,
                    new ScoreSource.Internal("what its group and what is placed with it adds")));
        }
        return parts;
    }

    /** The score when the choice was made. */
    Score score(NodeId node) {
        return sum(parts(node));
    }

    /** The decisive one of the parts that forbid the machine. */
    Optional<Contribution> veto(NodeId node) {
        return vetoIn(parts(node));
    }

    /** What keeps it from being started where it was put. */
    Optional<ScoreSource> obstacle(NodeId node) {
        return ledger.obstacles().stream()
                .filter(obstacle -> obstacle.node().equals(node.value()))
                .filter(obstacle -> isPlaced(obstacle.resource()))
                .filter(obstacle -> !obstacle.task().equals("promote"))
                .map(obstacle -> obstacle.source())
                .findFirst();
    }

    /** What would have to change for it to run there. */
    List<String> toRunOn(NodeId node) {
        if (chosen.contains(node)) {
            return List.of();
        }
        List<String> remedies = parts(node).stream()
                .filter(PlacementReasons::isVeto)
                .map(part -> RemedyText.of(part.source(), resource.value(), node.value()))
                .distinct()
                .toList();
        if (!remedies.isEmpty()) {
            return remedies;
        }
        return best().filter(better -> score(better).value() >= score(node).value())
                .map(better -> List.of("its score there, " + score(node)
                        + ", has to be above that on " + better + ", " + score(better)))
                .orElseGet(List::of);
    }

    private Optional<NodeId> best() {
        return chosen.stream().max(Comparator.comparingInt(node -> score(node).value()));
    }

    private Optional<FinalScore> decided(NodeId node) {
        return ledger.finalScores().stream()
                .filter(score -> score.step() == FinalScore.Step.ALLOCATION)
                .filter(score -> score.node().equals(node.value()))
                .filter(score -> isPlaced(score.resource()))
                // The last one said of the best instance: earlier ones were taken back.
                .reduce((one, other) -> other.resource().equals(one.resource())
                        || other.score() > one.score() ? other : one);
    }

    private boolean isPlaced(String name) {
        return new InstanceId(name).resource().equals(placed);
    }

    private static Optional<Contribution> vetoIn(List<Contribution> parts) {
        return parts.stream().filter(PlacementReasons::isVeto)
                .min(Comparator.comparingInt(part -> gravity(part.source())));
    }

    private static boolean isVeto(Contribution part) {
        return part.score() <= -Score.INFINITY_VALUE;
    }

    /** What a person has to know first: what holds on every machine, then the machine itself. */
    private static int gravity(ScoreSource source) {
        return switch (source) {
            case ScoreSource.StopAll ignored -> 0;
            case ScoreSource.TargetRole ignored -> 0;
            case ScoreSource.Unmanaged ignored -> 0;
            case ScoreSource.NoQuorum ignored -> 0;
            case ScoreSource.NodeUnusable ignored -> 1;
            case ScoreSource.NodeKindMismatch ignored -> 1;
            default -> 2;
        };
    }

    private static Score sum(List<Contribution> parts) {
        return parts.stream()
                .map(part -> new Score(part.score()))
                .reduce(Score.ZERO, Score::plus);
    }
}
