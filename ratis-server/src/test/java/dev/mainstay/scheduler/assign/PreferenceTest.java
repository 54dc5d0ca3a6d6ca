// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.unpack.DefinitionResolver;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.NodeKind;
import dev.mainstay.scheduler.work.NodeScores;
import dev.mainstay.scheduler.work.Variant;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a resource and those placed with it prefer, added to the scores of another. */
final class PreferenceTest {

    private final List<WorkNode> nodes = List.of(node("n1", 0), node("n2", 1));

    @Test
    void addsWhatFollowsToo() {
        Preference preference =
                preference("a", new int[] {10, 0}, preference("b", new int[] {-3, 5}));
        assertScores(preference, new int[] {100, 100}, 107, 105);
    }

    @Test
    void infinityOnTheWayStays() {
        Preference preference =
                preference("a", new int[] {20, 0}, preference("b", new int[] {-30, 0}));
        assertScores(preference, new int[] {Score.INFINITY_VALUE - 10, 0},
                Score.INFINITY_VALUE, 0);
        assertScores(preference, new int[] {Score.INFINITY_VALUE - 30, 0},
                Score.INFINITY_VALUE - 40, 0);
    }

    @Test
    void vetoOutweighsInfinity() {
        Preference preference = preference("a", new int[] {-Score.INFINITY_VALUE, 0});
        assertScores(preference, new int[] {Score.INFINITY_VALUE, 0}, -Score.INFINITY_VALUE, 0);
    }

    @Test
    void whatWouldLeaveNoMachineIsLeftOutWithAllThatFollows() {
        Preference preference = preference("a", new int[] {1, 1},
                preference("b", new int[] {-10, -10}, preference("c", new int[] {30, 30})),
                preference("d", new int[] {4, 0}));
        assertScores(preference, new int[] {0, 0}, 5, 1);
        assertScores(preference, new int[] {20, 0}, 45, 21);
    }

    @Test
    void withoutMachineThatCanBeUsedNothingIsAdded() {
        nodes.forEach(node -> node.clear(NodeFlag.ONLINE));
        assertScores(preference("a", new int[] {7, 7}), new int[] {1, 2}, 1, 2);
    }

    @Test
    void clonesKeepTheSignOfTheirScores() {
        NodeScores scores = scores(new int[] {5, 0});
        preference("a", new int[] {-8, -8}).addTo(scores, nodes, true);
        assertEquals(1, scores.get(0));
        assertEquals(0, scores.get(1));
    }

    @Test
    void isOutOfDateWhenAnyScoreItWasMadeOfHasChanged() {
        WorkResource follower = resource("b");
        Preference preference = new Preference(resource("a"), new int[] {1, 1},
                List.of(new Preference(follower, new int[] {1, 1}, List.of())));
        assertTrue(preference.isCurrent());
        assertTrue(preference.isFrom(follower));
        follower.scores().put(1, 3);
        assertFalse(preference.isCurrent());
    }

    private void assertScores(Preference preference, int[] before, int first, int second) {
        NodeScores scores = scores(before);
        preference.addTo(scores, nodes, false);
        assertEquals(first, scores.get(0));
        assertEquals(second, scores.get(1));
    }

    private static Preference preference(String id, int[] wanted, Preference... following) {
        return new Preference(resource(id), wanted, List.of(following));
    }

    private static WorkResource resource(String id) {
        return new WorkResource(Variant.PRIMITIVE, id,
                DefinitionResolver.collective(ResourceOptions.EMPTY), 2);
    }

    private static NodeScores scores(int[] values) {
        NodeScores scores = new NodeScores(values.length);
        for (int i = 0; i < values.length; i++) {
            scores.put(i, values[i]);
        }
        return scores;
    }

    private static WorkNode node(String name, int index) {
        WorkNode node = new WorkNode(new NodeId(name), name, NodeKind.MEMBER);
        node.index(index);
        node.set(NodeFlag.ONLINE);
        return node;
    }
}
