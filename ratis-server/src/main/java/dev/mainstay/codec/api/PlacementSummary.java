// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.NodeId;
import dev.mainstay.scheduler.explain.Contribution;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where a resource belongs and why it moves, in one or two sentences. */
final class PlacementSummary {

    private PlacementSummary() {}

    static String of(PlacementReasons reasons) {
        SortedSet<NodeId> left = new TreeSet<>(reasons.active());
        left.removeAll(reasons.chosen());
        SortedSet<NodeId> entered = new TreeSet<>(reasons.chosen());
        entered.removeAll(reasons.active());
        String resource = reasons.resource().value();
        if (reasons.chosen().isEmpty()) {
            return resource + (reasons.active().isEmpty() ? " runs nowhere: "
                    : " stops on "
                            + names(reasons.active()) + ": ")
                    + whyNowhere(reasons);
        }
        String place = left.isEmpty() || entered.isEmpty()
                ? resource + " belongs on " + names(reasons.chosen())
                : resource + " moves from " + names(left) + " to " + names(entered) + ": "
                        + whyMoved(reasons, left.first(), entered.first());
        return entered.stream().flatMap(node -> reasons.obstacle(node).stream())
                .findFirst()
                .map(obstacle -> place + "; it is not started, because "
                        + ScoreSourceText.of(obstacle))
                .orElse(place);
    }

    private static String whyMoved(PlacementReasons reasons, NodeId from, NodeId to) {
        Optional<Contribution> veto = reasons.veto(from);
        if (veto.isPresent()) {
            return ScoreSourceText.sentence(
                    veto.get().source(), reasons.resource().value(), from.value());
        }
        String scores = "its score is " + reasons.score(to) + " there and " + reasons.score(from)
                + " on " + from;
        return reasons.parts(to).stream()
                .filter(part -> part.score() > 0)
                .max(Comparator.comparingInt(part -> part.score() - same(reasons, from, part)))
                .map(part -> scores + " (" + ScoreSourceText.of(part.source()) + ")")
                .orElse(scores);
    }

    /** What the same source says on another machine. */
    private static int same(PlacementReasons reasons, NodeId node, Contribution part) {
        return reasons.parts(node).stream()
                .filter(other -> other.source().equals(part.source()))
                .mapToInt(Contribution::score)
                .sum();
    }

    private static String whyNowhere(PlacementReasons reasons) {
        List<String> everywhere = reasons.nodes().stream()
                .map(node -> reasons.veto(node)
                        .map(veto -> ScoreSourceText.of(veto.source()))
                        .orElse(""))
                .distinct()
                .toList();
        return everywhere.size() == 1 && !everywhere.getFirst().isEmpty()
                ? everywhere.getFirst()
                : "no machine may run it, see what excludes each";
    }

    private static String names(SortedSet<NodeId> nodes) {
        return nodes.stream().map(NodeId::value).collect(Collectors.joining(", "));
    }
}
