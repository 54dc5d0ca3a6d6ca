// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.codec.api.PromotionReasons.Promotion;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.Score;
import dev.mainstay.proto.v1.ExplainReply;
import dev.mainstay.proto.v1.NodeExplanation;
import dev.mainstay.proto.v1.PromotionExplanation;
import dev.mainstay.proto.v1.ScorePart;
import dev.mainstay.scheduler.explain.Contribution;
import java.util.List;
import java.util.stream.Collectors;

/** Shows what a plan's ledger says of a resource, machine by machine. */
public final class ExplanationEncoder {

    private final PlacementReasons reasons;
    private final PromotionReasons promotions;

    public ExplanationEncoder(PlacementReasons reasons, PromotionReasons promotions) {
        this.reasons = reasons;
        this.promotions = promotions;
    }

    public ExplainReply encode(Reading reading, long revision, List<NodeId> nodes) {
        ExplainReply.Builder reply = ExplainReply.newBuilder()
                .setPosition(reading.position())
                .setResource(reasons.resource().value())
                .setRevision(revision)
                .setSummary(PlacementSummary.of(reasons) + promoted(nodes));
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
        parts.forEach(part -> explanation.addParts(part(part)));
        promotions.on(node).ifPresent(
                promotion -> explanation.setPromotion(promotion(promotion)));
        return explanation.build();
    }

    private String promoted(List<NodeId> nodes) {
        String promoted = nodes.stream()
                .filter(node -> promotions.on(node).filter(Promotion::isChosen).isPresent())
                .map(NodeId::value)
                .collect(Collectors.joining(", "));
        return promoted.isEmpty() ? "" : "; it is to be promoted on " + promoted;
    }

    private static PromotionExplanation promotion(Promotion promotion) {
        PromotionExplanation.Builder explanation = PromotionExplanation.newBuilder()
                .setScore(promotion.score().toString())
                .setChosen(promotion.isChosen())
                .setAgainst(promotion.against().map(ScoreSourceText::of).orElse(""));
        promotion.parts().forEach(part -> explanation.addParts(part(part)));
        return explanation.build();
    }

    private static ScorePart part(Contribution part) {
        return ScorePart.newBuilder()
                .setScore(new Score(part.score()).toString())
                .setSource(ScoreSourceText.origin(part.source()))
                .setText(ScoreSourceText.of(part.source()))
                .build();
    }
}
