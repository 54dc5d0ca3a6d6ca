// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.state.Scenario;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.Task;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Safety rule 3: the leader's own clock alone says what is overdue. */
class OverdueTimersTest {

    /** The time-out of the scenario's actions, and the margin. */
    private static final long LIMIT =
            Duration.ofSeconds(20).plus(OverdueTimers.MARGIN).toNanos();

    private final Scenario cluster =
            Scenario.of("a", "b").with(Scenario.primitive("r"), Scenario.primitive("s"));
    private final OverdueTimers timers = new OverdueTimers();
    private final ActionId start = order();

    private ActionId order() {
        cluster.adopt(Scenario.action(Task.START, "r", "b"));
        return cluster.inFlight("r_start_0", "b");
    }

    @Test
    void actionIsOverdueAfterItsTimeoutAndTheMargin() {
        timers.reconcile(cluster.state(), 100);

        assertEquals(List.of(), timers.overdue(100 + LIMIT - 1));
        assertEquals(List.of(start), timers.overdue(100 + LIMIT));
        assertEquals(Optional.of(100 + LIMIT), timers.next());
    }

    @Test
    void laterStatesDoNotProlongIt() {
        timers.reconcile(cluster.state(), 100);
        timers.reconcile(cluster.state(), 100 + LIMIT - 1);

        assertEquals(List.of(start), timers.overdue(100 + LIMIT));
    }

    @Test
    void newLeaderStartsAfresh() {
        timers.reconcile(cluster.state(), 100);
        timers.clear();
        timers.reconcile(cluster.state(), 100 + LIMIT - 1);

        assertEquals(List.of(), timers.overdue(100 + LIMIT));
        assertEquals(List.of(start), timers.overdue(100 + 2 * LIMIT - 1));
    }

    @Test
    void whatEndedIsNeverOverdue() {
        timers.reconcile(cluster.state(), 100);
        cluster.complete("r_start_0", "b", 0);
        timers.reconcile(cluster.state(), 200);

        assertEquals(List.of(), timers.overdue(Long.MAX_VALUE));
        assertEquals(Optional.empty(), timers.next());
    }

    @Test
    void fencingHasItsOwnClockwork() {
        cluster.adopt(Scenario.fence("b"));
        timers.reconcile(cluster.state(), 0);

        assertEquals(List.of(start), timers.overdue(Long.MAX_VALUE));
    }
}
