// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.Score;
import dev.mainstay.proto.v1.ExplainReply;
import dev.mainstay.proto.v1.NodeExplanation;
import dev.mainstay.proto.v1.ScorePart;
import dev.mainstay.scheduler.explain.Contribution;
import java.util.List;

/** Shows what a plan's ledger says of a resource, machine by machine. */
public final class ExplanationEncoder {

    private final PlacementReasons reasons;

    public ExplanationEncoder(PlacementReasons reasons) {
        this.reasons = reasons;
    }

    public ExplainReply encode(Reading reading, long revision, List<NodeId> nodes) {
        ExplainReply.Builder reply = ExplainReply.newBuilder()
                .setPosition(reading.position())
                .setResource(reasons.resource().value())
                .setRevision(revision)
                .setSummary(PlacementSummary.of(reasons));
        nodes.forEach(node -> reply.addNodes(explain(node)));
        return reply.build();
    }

    private NodeExplanation explain(NodeId node) {
        ResourceId resource = reasons.resource();
        List<Contribution> parts = reasons.parts(node);
        NodeExplanation.Builder explanation = NodeExplanation.newBuilder()
                .setNode(node.value())
                .setScore(reasons.score(node).toString())
                .setChosen(reasons.chosen().contains(node))
                .setActive(reasons.active().contains(node))
                .setVeto(reasons.veto(node)
                        .map(part -> ScoreSourceText.sentence(
                                part.source(), resource.value(), node.value()))
                        .orElse(""))
                .setObstacle(reasons.obstacle(node).map(ScoreSourceText::of).orElse(""))
                .addAllToRunHere(reasons.toRunOn(node));
        parts.forEach(part -> explanation.addParts(ScorePart.newBuilder()
                .setScore(new Score(part.score()).toString())
                .setSource(ScoreSourceText.origin(part.source()))
                .setText(ScoreSourceText.of(part.source()))));
        return explanation.build();
    }
}
