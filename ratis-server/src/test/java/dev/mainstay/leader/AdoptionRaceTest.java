// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import static dev.mainstay.state.Scenario.action;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.Command;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.state.Rejection;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.TransitionLimits;
import dev.mainstay.transition.TransitionStep;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Safety rule 1, word for word: a plan made at 99 moves R to C; the result at 100 makes the old
 * {@code start R@B} ready; the plan is adopted at 101. R must not start twice.
 */
class AdoptionRaceTest {

    private final Scenario cluster =
            Scenario.of("a", "b", "c").with(Scenario.primitive("r"), Scenario.primitive("s"));
    private ActionId stop = new ActionId(0, 0);

    @BeforeEach
    void oldTransitionMovesFromAToB() {
        cluster.adopt(TransitionLimits.NONE, Scenario.chain(
                action(Task.STOP, "r", "a"), action(Task.START, "r", "b")));
        stop = cluster.inFlight("r_stop_0", "a");
    }

    private Command.AdoptTransition planToC() {
        return cluster.adoption(cluster.index(), TransitionLimits.NONE, List.of(
                new TransitionStep(0, action(Task.STOP, "r", "a"), List.of(), Optional.of(stop)),
                new TransitionStep(1, action(Task.START, "r", "c"), List.of(0),
                        Optional.empty())));
    }

    @Test
    void wantedPlanKeepsTheOldStartBackUntilItsAdoption() {
        // 99: something wants a plan, and it is made.
        cluster.accept(new Command.ChangeAttribute(
                new NodeId("b"), "ping", Optional.of("0")));
        Command.AdoptTransition plan = planToC();
        // 100: the result under which the old start would be ready.
        cluster.complete("r_stop_0", "a", 0);
        assertEquals(List.of(), cluster.keysInFlight());
        // 101: the adoption.
        cluster.accept(plan);

        assertEquals(List.of("r_start_0@c"), cluster.keysInFlight());
    }

    @Test
    void planThatNobodyWantedIsRejectedOnceTheOldStartHasBegun() {
        Command.AdoptTransition plan = planToC();
        cluster.complete("r_stop_0", "a", 0);
        assertEquals(List.of("r_start_0@b"), cluster.keysInFlight());

        assertInstanceOf(Rejection.Outdated.class, cluster.reject(plan));
        assertEquals(List.of("r_start_0@b"), cluster.keysInFlight());
    }

    @Test
    void rejectedPlanIsAdoptedWhenItWasMadeAnew() {
        cluster.accept(new Command.ChangeAttribute(
                new NodeId("b"), "ping", Optional.of("0")));
        Command.AdoptTransition early = planToC();
        cluster.lose("c");
        assertInstanceOf(Rejection.Outdated.class, cluster.reject(early));
        cluster.complete("r_stop_0", "a", 0);
        assertEquals(List.of(), cluster.keysInFlight());

        cluster.adopt(action(Task.START, "r", "b"));
        assertEquals(List.of("r_start_0@b"), cluster.keysInFlight());
    }

    @Test
    void endOfWhatThePlanLeftAloneWantsAPlanEvenIfItCameBeforeTheAdoption() {
        cluster.adopt(action(Task.START, "s", "b"));
        Command.AdoptTransition plan = cluster.adoption(cluster.index(), TransitionLimits.NONE,
                Scenario.chainless(action(Task.STOP, "s", "c")));
        cluster.complete("s_start_0", "b", 0);

        cluster.accept(plan);

        assertEquals(Grade.SAFETY, cluster.state().planDemand().grade());
    }
}
