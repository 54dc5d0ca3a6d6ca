// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import static dev.mainstay.state.Scenario.action;
import static dev.mainstay.state.Scenario.chain;
import static dev.mainstay.state.Scenario.chainless;
import static dev.mainstay.state.Scenario.fence;
import static dev.mainstay.state.Scenario.primitive;
import static dev.mainstay.state.Scenario.pseudo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.codec.LogCodec;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.Command.TransitionSource;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.transition.Action;
import dev.mainstay.transition.Action.ClusterAction;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.ClusterTask;
import dev.mainstay.transition.StepStatus;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.Transition;
import dev.mainstay.transition.TransitionLimits;
import dev.mainstay.transition.TransitionStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rules 1 to 6 of the safety rules, as far as apply keeps them. */
class AdoptionRulesTest {

    private final Scenario cluster =
            Scenario.of("a", "b", "c").with(primitive("r"), primitive("s"));

    private void changeAttribute(String value) {
        cluster.accept(new Command.ChangeAttribute(new NodeId("a"), "ping", Optional.of(value)));
    }

    @Test
    void resultDoesNotStartSuccessorsWhileAPlanIsWanted() {
        cluster.adopt(TransitionLimits.NONE,
                chain(action(Task.STOP, "r", "a"), action(Task.START, "r", "b")));
        long base = cluster.index();
        changeAttribute("1");

        cluster.complete("r_stop_0", "a", 0);

        assertEquals(List.of(), cluster.keysInFlight());
        // The plan that moves r to c knew the stop as in flight; the start on b never happens.
        cluster.accept(cluster.adoption(base + 1, TransitionLimits.NONE,
                chainless(action(Task.START, "r", "c"))));
        assertEquals(List.of("r_start_0@c"), cluster.keysInFlight());
    }

    @Test
    void planThatDoesNotKnowAnActionInFlightIsRejected() {
        cluster.adopt(TransitionLimits.NONE,
                chain(action(Task.STOP, "r", "a"), action(Task.START, "r", "b")));
        var early = cluster.adoption(cluster.index(), TransitionLimits.NONE,
                chainless(action(Task.START, "r", "c")));
        cluster.complete("r_stop_0", "a", 0);

        assertInstanceOf(Rejection.Outdated.class, cluster.reject(early));
        assertEquals(List.of("r_start_0@b"), cluster.keysInFlight());
    }

    @Test
    void secondAdoptionFromTheSameBaseIsRejected() {
        var plan = cluster.adoption(cluster.index(), TransitionLimits.NONE,
                chainless(action(Task.START, "r", "b")));
        var rival = cluster.adoption(cluster.index(), TransitionLimits.NONE,
                chainless(action(Task.START, "r", "c")));
        cluster.accept(plan);

        assertInstanceOf(Rejection.Outdated.class, cluster.reject(rival));
    }

    @Test
    void planOfAnotherTermIsRejected() {
        var plan = cluster.adoption(cluster.index(), TransitionLimits.NONE, List.of());

        Outcome outcome = cluster.apply(plan, Scenario.TERM + 1, Optional.empty());

        assertInstanceOf(Rejection.Outdated.class,
                assertInstanceOf(Outcome.Rejected.class, outcome).rejection());
    }

    @Test
    void planFromBeforeASafetyEntryIsRejected() {
        var plan = cluster.adoption(cluster.index(), TransitionLimits.NONE, List.of());
        cluster.lose("c");

        assertInstanceOf(Rejection.Outdated.class, cluster.reject(plan));
    }

    @Test
    void planFromBeforeAFreshnessEntryIsAdoptedAndAnotherWanted() {
        var plan = cluster.adoption(cluster.index(), TransitionLimits.NONE,
                chainless(action(Task.START, "r", "b")));
        changeAttribute("1");

        cluster.accept(plan);

        assertEquals(Grade.FRESHNESS, cluster.state().planDemand().grade());
        assertEquals(List.of(), cluster.keysInFlight());
    }

    @Test
    void freshnessHeldBackLetsOneWaveGo() {
        var plan = cluster.adoption(cluster.index(), TransitionLimits.NONE,
                chain(action(Task.START, "r", "b"), action(Task.START, "s", "b")));
        changeAttribute("1");

        cluster.accept(new Command.AdoptTransition(plan.base(), plan.term(), plan.planTime(),
                plan.assumedInFlight(), true, plan.transition(), plan.recheckAt()));

        assertEquals(List.of("r_start_0@b"), cluster.keysInFlight());
        assertEquals(Grade.FRESHNESS, cluster.state().planDemand().grade());
        cluster.complete("r_start_0", "b", 0);
        assertEquals(List.of(), cluster.keysInFlight());
    }

    @Test
    void expectedResultsWantNoPlanAndCarryTheTransitionToItsEnd() {
        cluster.adopt(TransitionLimits.NONE, chain(pseudo("begin"), action(Task.START, "r", "b"),
                pseudo("middle"), pseudo("more"), action(Task.MONITOR, "r", "b"), pseudo("end")));

        assertEquals(List.of("r_start_0@b"), cluster.keysInFlight());
        cluster.complete("r_start_0", "b", 0);
        cluster.complete("r_monitor_10000", "b", 0);

        assertTrue(cluster.state().progress().isComplete());
        assertFalse(cluster.state().planDemand().isWanted());
        assertEquals(ClusterEvent.Kind.TRANSITION_ENDED, cluster.events().stream()
                .map(ClusterEvent::kind)
                .filter(kind -> kind == ClusterEvent.Kind.TRANSITION_ENDED)
                .findFirst().orElseThrow());
    }

    @Test
    void continuedActionKeepsItsIdAndIsNotSentAgain() {
        cluster.adopt(action(Task.START, "r", "b"));
        ActionId id = cluster.inFlight("r_start_0", "b");
        cluster.accept(new Command.RequestPlan(Scenario.TERM, "test"));

        cluster.adopt(TransitionLimits.NONE, List.of(
                new TransitionStep(0, action(Task.START, "r", "b"), List.of(), Optional.of(id)),
                new TransitionStep(1, action(Task.MONITOR, "r", "b"), List.of(0),
                        Optional.empty())));

        assertEquals(List.of("r_start_0@b"), cluster.keysInFlight());
        assertEquals(id, cluster.inFlight("r_start_0", "b"));
        cluster.complete("r_start_0", "b", 0);
        assertEquals(List.of("r_monitor_10000@b"), cluster.keysInFlight());
    }

    @Test
    void inheritedActionThatEndedMeanwhileCountsWithItsOutcome() {
        cluster.adopt(action(Task.START, "r", "b"));
        ActionId id = cluster.inFlight("r_start_0", "b");
        var plan = cluster.adoption(cluster.index(), TransitionLimits.NONE, List.of(
                new TransitionStep(0, action(Task.START, "r", "b"), List.of(), Optional.of(id)),
                new TransitionStep(1, action(Task.START, "s", "b"), List.of(0),
                        Optional.empty())));
        cluster.complete("r_start_0", "b", 0);

        cluster.accept(plan);

        assertEquals(StepStatus.DONE, cluster.state().progress().status(0));
        assertEquals(List.of("s_start_0@b"), cluster.keysInFlight());
    }

    @Test
    void continuedActionWithPredecessorsIsNotOrderedTwice() {
        cluster.adopt(action(Task.START, "r", "b"));
        ActionId id = cluster.inFlight("r_start_0", "b");
        cluster.accept(new Command.RequestPlan(Scenario.TERM, "test"));
        cluster.adopt(TransitionLimits.NONE, List.of(
                new TransitionStep(0, action(Task.START, "s", "a"), List.of(), Optional.empty()),
                new TransitionStep(1, action(Task.START, "r", "b"), List.of(0),
                        Optional.of(id))));

        cluster.complete("s_start_0", "a", 0);

        assertEquals(List.of("r_start_0@b"), cluster.keysInFlight());
        assertEquals(id, cluster.inFlight("r_start_0", "b"));
    }

    @Test
    void nothingOfAResourceBeginsBesideAnActionThatThePlanForgot() {
        cluster.adopt(action(Task.START, "r", "b"));
        cluster.accept(new Command.RequestPlan(Scenario.TERM, "test"));
        cluster.adopt(action(Task.START, "r", "c"), action(Task.START, "s", "c"));

        assertEquals(List.of("r_start_0@b", "s_start_0@c"), cluster.keysInFlight());
        cluster.complete("r_start_0", "b", 0);

        assertEquals(List.of("s_start_0@c"), cluster.keysInFlight());
        assertEquals(Grade.SAFETY, cluster.state().planDemand().grade());
    }

    @Test
    void lossOfANodeMakesItsActionsUnknownAndFreesTheirLimits() {
        cluster.adopt(new TransitionLimits(1, -1, 0), chainless(
                action(Task.START, "r", "b"), action(Task.START, "s", "a")));
        assertEquals(List.of("r_start_0@b"), cluster.keysInFlight());

        cluster.lose("b");

        assertEquals(List.of(), cluster.keysInFlight());
        assertEquals(StepStatus.UNKNOWN, cluster.state().progress().status(0));
        assertEquals(Activity.UNKNOWN,
                cluster.node("b").histories().firstEntry().getValue().activity());
        cluster.adopt(new TransitionLimits(1, -1, 0), chainless(action(Task.START, "s", "a")));
        assertEquals(List.of("s_start_0@a"), cluster.keysInFlight());
    }

    @Test
    void overdueActionIsUnknownAndNeitherFailedNorStopped() {
        cluster.adopt(action(Task.STOP, "r", "b"));

        cluster.accept(new Command.ActionOverdue(
                Scenario.TERM, cluster.inFlight("r_stop_0", "b")));

        assertEquals(Activity.UNKNOWN,
                cluster.node("b").histories().firstEntry().getValue().activity());
        assertTrue(cluster.node("b").attributes().isEmpty());
        assertEquals(Grade.SAFETY, cluster.state().planDemand().grade());
    }

    @Test
    void limitsCountWhatIsInFlightInTheOrderOfNumbers() {
        cluster.adopt(new TransitionLimits(2, -1, 1), chainless(
                action(Task.START, "r", "a"), action(Task.START, "s", "a"),
                action(Task.STOP, "r", "b"), action(Task.STOP, "r", "c")));
        assertEquals(List.of("r_start_0@a", "r_stop_0@b"), cluster.keysInFlight());

        cluster.complete("r_stop_0", "b", 0);
        assertEquals(List.of("r_start_0@a", "r_stop_0@c"), cluster.keysInFlight());
        cluster.complete("r_start_0", "a", 0);
        assertEquals(List.of("s_start_0@a", "r_stop_0@c"), cluster.keysInFlight());
    }

    @Test
    void leaderAuthoredCommandsCountInTheirTermOnly() {
        cluster.adopt(fence("c"));
        List<Command> commands = List.of(
                new Command.RequestPlan(2, "x"),
                new Command.ActionOverdue(2, cluster.inFlight("stonith-c-reboot", "c")),
                Scenario.event("a",
                        new NodeEvent.Lost(2, cluster.node("a").incarnation(), "x")),
                Scenario.event("a",
                        new NodeEvent.Suspected(2, cluster.node("a").incarnation())));

        for (Command command : commands) {
            assertInstanceOf(Rejection.Outdated.class, cluster.reject(command));
        }
    }

    @Test
    void stagedTransitionIsAdoptedOnlyWholeAndWithItsDigest() {
        Transition transition = new Transition(cluster.state().revision(), TransitionLimits.NONE,
                chainless(action(Task.START, "r", "b")));
        byte[] bytes = LogCodec.stage(transition).toByteArray();
        int half = bytes.length / 2;
        Content first = Content.copyOf(Arrays.copyOfRange(bytes, 0, half));
        Content second = Content.copyOf(Arrays.copyOfRange(bytes, half, bytes.length));
        String digest = Content.copyOf(bytes).sha256();
        cluster.accept(new Command.StagePart("p1", 1, 2, second));
        assertInstanceOf(Rejection.NotPossibleNow.class, cluster.reject(staged(digest)));
        cluster.accept(new Command.StagePart("p1", 0, 2, first));
        assertInstanceOf(Rejection.Invalid.class, cluster.reject(staged("other")));

        cluster.accept(staged(digest));

        assertEquals(List.of("r_start_0@b"), cluster.keysInFlight());
        assertTrue(cluster.state().stages().isEmpty());
    }

    private Command staged(String digest) {
        return new Command.AdoptTransition(cluster.index(), Scenario.TERM, cluster.time(),
                List.of(), false, new TransitionSource.Staged("p1", digest), Optional.empty());
    }

    @Test
    void largeTransitionIsCarriedToItsEndWithinItsLimits() {
        List<TransitionStep> steps = new ArrayList<>();
        String[] nodes = {"a", "b", "c"};
        for (int i = 0; i < 3_000; i++) {
            steps.add(new TransitionStep(i, action(Task.START, "r" + i, nodes[i % 3]),
                    i < 30 ? List.of() : List.of(i - 30), Optional.empty()));
        }
        cluster.adopt(new TransitionLimits(20, -1, 8), steps);

        while (!cluster.state().inFlight().isEmpty()) {
            assertTrue(cluster.state().inFlight().size() <= 20);
            var next = cluster.state().inFlight().firstEntry().getValue();
            cluster.complete(next.action().key(), next.node().value(), 0);
        }

        assertTrue(cluster.state().progress().isComplete());
    }

    @Test
    void cyclicTransitionIsRejected() {
        var steps = List.of(
                new TransitionStep(0, pseudo("x"), List.of(1), Optional.empty()),
                new TransitionStep(1, pseudo("y"), List.of(0), Optional.empty()));

        assertInstanceOf(Rejection.Invalid.class, cluster.reject(
                cluster.adoption(cluster.index(), TransitionLimits.NONE, steps)));
    }

    @Test
    void transitionThatLeavesWorkOutAsksForAnotherPlanItself() {
        ResourceAction start = action(Task.START, "r", "a");
        cluster.adopt(TransitionLimits.NONE, chain(start, new ClusterAction(
                "replan_after_r_start_0", ClusterTask.REPLAN, new NodeId("a"),
                Optional.of(start.instance()))));
        assertEquals(Grade.NONE, cluster.state().planDemand().grade());

        cluster.complete(start.key(), "a", 0);

        assertEquals(Grade.SAFETY, cluster.state().planDemand().grade());
    }

    @Test
    void nobodyIsLeftToBeToldOnAMachineThatTheTransitionFenced() {
        cluster.adopt(TransitionLimits.NONE, List.of(
                step(0, fence("b")),
                step(1, action(Task.START, "r", "a")),
                step(2, action(Task.NOTIFY, "r", "a"), 1),
                step(3, action(Task.NOTIFY, "r", "b"), 1),
                step(4, action(Task.NOTIFY, "r", "c"), 1),
                step(5, action(Task.START, "s", "c"), 2, 3, 4)));
        cluster.assignFencing("b", "a");
        cluster.accept(cluster.fenced("b", cluster.node("b").incarnation(), "a"));

        cluster.complete("r_start_0", "a", 0);

        assertEquals(List.of("r_notify_0@a", "r_notify_0@c"), cluster.keysInFlight());
        assertEquals(Grade.NONE, cluster.state().planDemand().grade());
        cluster.complete("r_notify_0", "a", 0);
        cluster.complete("r_notify_0", "c", 0);
        assertEquals(List.of("s_start_0@c"), cluster.keysInFlight());
    }

    private static TransitionStep step(int number, Action action, Integer... after) {
        return new TransitionStep(number, action, List.of(after), Optional.empty());
    }
}
