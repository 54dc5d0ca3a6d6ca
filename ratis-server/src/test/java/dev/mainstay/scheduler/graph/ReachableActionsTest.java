// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.model.SortedMaps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReachableActionsTest {

    @Test
    void planWithoutCirclesStaysWhole() {
        List<PlannedAction> plan = List.of(action(1), action(2, 1), action(3, 1, 2));
        assertEquals(new ReachableActions(plan, List.of()), ReachableActions.of(plan));
    }

    @Test
    void circleAndWhatIsBehindItAreLeftOut() {
        PlannedAction free = action(1);
        PlannedAction before = action(5, 1);
        List<PlannedAction> circle = List.of(action(2, 4), action(3, 2, 5), action(4, 3));
        PlannedAction behind = action(6, 4);
        List<PlannedAction> plan =
                List.of(free, circle.get(0), circle.get(1), circle.get(2), before, behind);
        assertEquals(
                new ReachableActions(List.of(free, before),
                        List.of(circle.get(0), circle.get(1), circle.get(2), behind)),
                ReachableActions.of(plan));
    }

    @Test
    void predecessorThatIsNotInThePlanIsNotWaitedFor() {
        List<PlannedAction> plan = List.of(action(2, 1));
        assertEquals(plan, ReachableActions.of(plan).kept());
    }

    private static PlannedAction action(int id, Integer... after) {
        return new PlannedAction(id, PlannedAction.Kind.PSEUDO, "a" + id, "start", 0,
                Optional.empty(), Optional.empty(), false, SortedMaps.empty(), List.of(after));
    }
}
