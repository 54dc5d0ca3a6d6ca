// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.codec.api.PlacementReasonsTest.Cluster;
import dev.mainstay.codec.api.PromotionReasons.Promotion;
import dev.mainstay.model.NodeId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Why one instance is promoted and another is not. */
class PromotionReasonsTest {

    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");
    private static final String DATABASE = "<clone id='db-clone'><meta_attributes id='m'>"
            + "<nvpair id='p' name='promotable' value='true'/></meta_attributes>"
            + "<primitive id='db' class='ocf' provider='pacemaker' type='Stateful'/></clone>";

    @Test
    void scoreNamesItsPartsAndTheLoserNamesTheLimit() {
        PromotionReasons reasons = reasons(Cluster.of(DATABASE).constrained(
                promotes("a", 20) + promotes("b", 30)));

        assertEquals(List.of("-1 promotion score", "20 to-a"), parts(reasons, A));
        assertEquals(List.of("-1 promotion score", "30 to-b"), parts(reasons, B));
        assertTrue(reasons.on(B).orElseThrow().isChosen());
        assertEquals(Optional.of("promoted-max of db-clone is 1, and that many are placed"),
                reasons.on(A).orElseThrow().against().map(ScoreSourceText::of));
    }

    @Test
    void nobodyIsPromotedOfWhomNothingWasSaid() {
        Promotion promotion = reasons(Cluster.of(DATABASE)).on(A).orElseThrow();

        assertEquals("-1", promotion.score().toString());
        assertTrue(!promotion.isChosen() && promotion.against().isEmpty());
        assertEquals("its agent has set no promotion score",
                ScoreSourceText.of(promotion.parts().getFirst().source()));
    }

    @Test
    void whatFollowsThePromotedInstanceCountsForIt() {
        PromotionReasons reasons = reasons(Cluster.of(DATABASE
                + "<primitive id='ip' class='ocf' provider='heartbeat' type='IPaddr2'/>")
                .constrained(promotes("a", 20) + promotes("b", 20)
                        + "<rsc_location id='ip-to-a' rsc='ip' node='a' score='5'/>"
                        + "<rsc_colocation id='ip-with-db' rsc='ip' with-rsc='db-clone'"
                        + " with-rsc-role='Promoted' score='INFINITY'/>"));

        assertEquals(List.of("-1 promotion score", "20 to-a", "5 ip-with-db"),
                parts(reasons, A));
        assertTrue(reasons.on(A).orElseThrow().isChosen());
    }

    private static String promotes(String node, int score) {
        return "<rsc_location id='to-" + node + "' rsc='db-clone' role='Promoted' node='" + node
                + "' score='" + score + "'/>";
    }

    private static PromotionReasons reasons(Cluster cluster) {
        return new PromotionReasons(cluster.plan().ledger(),
                instance -> instance.startsWith("db:"));
    }

    private static List<String> parts(PromotionReasons reasons, NodeId node) {
        return reasons.on(node).orElseThrow().parts().stream()
                .map(part -> part.score() + " " + ScoreSourceText.origin(part.source()))
                .toList();
    }
}
