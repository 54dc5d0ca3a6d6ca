// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.Score;
import dev.mainstay.proto.v1.ExplainReply;
import dev.mainstay.proto.v1.NodeExplanation;
import dev.mainstay.proto.v1.ScorePart;
import dev.mainstay.scheduler.explain.Contribution;
import dev.mainstay.scheduler.explain.FinalScore;
import dev.mainstay.scheduler.explain.Ledger;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Shows the ledger of a plan: why a resource is where it is, machine by machine. */
public final class ExplanationEncoder {

    private final Ledger ledger;
    private final SortedSet<ResourceId> related;
    private final SortedSet<NodeId> chosen;

    /**
     * @param related the resource, what it consists of, and what it is nested in
     * @param chosen where the plan leaves or puts it
     */
    public ExplanationEncoder(
            Ledger ledger, SortedSet<ResourceId> related, SortedSet<NodeId> chosen) {
        this.ledger = ledger;
        this.related = related;
        this.chosen = chosen;
    }

    public ExplainReply encode(Reading reading, ResourceId resource, List<NodeId> nodes) {
        ExplainReply.Builder reply = ExplainReply.newBuilder()
                .setPosition(reading.position())
                .setResource(resource.value())
                .setSummary(summary(resource));
        nodes.forEach(node -> reply.addNodes(explain(resource, node)));
        return reply.build();
    }

    private NodeExplanation explain(ResourceId resource, NodeId node) {
        List<Contribution> contributions = ledger.contributions().stream()
                .filter(part -> part.node().equals(node.value()))
                .filter(part -> isRelated(part.resource()))
                .toList();
        NodeExplanation.Builder explanation = NodeExplanation.newBuilder()
                .setNode(node.value())
                .setScore(score(resource, node)
                        .orElseGet(() -> sum(contributions)).toString())
                .setChosen(chosen.contains(node))
                .setVeto(contributions.stream()
                        .filter(part -> part.score() <= -Score.INFINITY_VALUE)
                        .findFirst()
                        .map(part -> ScoreSourceText.of(part.source()))
                        .orElse(""));
        contributions.forEach(part -> explanation.addParts(ScorePart.newBuilder()
                .setScore(new Score(part.score()).toString())
                .setSource(ScoreSourceText.origin(part.source()))
                .setText(ScoreSourceText.of(part.source()))));
        return explanation.build();
    }

    /** The score when the choice was made, of the resource itself where it has one of its own. */
    private Optional<Score> score(ResourceId resource, NodeId node) {
        List<FinalScore> scores = ledger.finalScores().stream()
                .filter(score -> score.step() == FinalScore.Step.ALLOCATION)
                .filter(score -> score.node().equals(node.value()))
                .filter(score -> isRelated(score.resource()))
                .toList();
        return scores.stream()
                .filter(score -> new InstanceId(score.resource()).resource().equals(resource))
                .findFirst()
                .or(() -> scores.stream().findFirst())
                .map(score -> new Score(score.score()));
    }

    private static Score sum(List<Contribution> contributions) {
        return contributions.stream()
                .map(part -> new Score(part.score()))
                .reduce(Score.ZERO, Score::plus);
    }

    private boolean isRelated(String name) {
        return related.contains(new InstanceId(name).resource());
    }

    private String summary(ResourceId resource) {
        return chosen.isEmpty()
                ? resource + " runs nowhere: no machine may run it, see what excludes each"
                : resource + " belongs on " + chosen.stream()
                        .map(NodeId::value)
                        .collect(Collectors.joining(", "));
    }
}
