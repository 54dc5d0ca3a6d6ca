// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.codec.LogCodec;
import dev.mainstay.codec.StagedParts;
import dev.mainstay.leader.LeaderDuties.Planning;
import dev.mainstay.leader.Planner.Planned;
import dev.mainstay.leader.TransitionStaging.Staged;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.TransitionSource;
import dev.mainstay.state.Content;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.Transition;
import dev.mainstay.transition.TransitionLimits;
import dev.mainstay.transition.TransitionStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Safety rules 1 and 6, as far as the leader's loop keeps them. */
class SchedulerLoopTest {

    private static SchedulerLoop loop(LeaderAtHand leader, Planner planner) {
        LeaderPorts ports = leader.ports();
        return new SchedulerLoop(ports,
                new LeaderProposals(new NodeId("a"), leader, ports.proposer()),
                new Planning(planner, SchedulerLoopTest::stage, Runnable::run),
                new LeaderOptions(leader));
    }

    private static Optional<Staged> stage(Transition transition) {
        Content whole = LogCodec.stage(transition);
        return StagedParts.isNeeded(whole)
                ? Optional.of(new Staged(whole.sha256(), StagedParts.cut(whole)))
                : Optional.empty();
    }

    private static Planner always(List<TransitionStep> steps) {
        return (state, now) -> new Planned(
                new Transition(state.revision(), TransitionLimits.NONE, steps), Optional.empty());
    }

    @Test
    void transitionOfALargeClusterIsStagedInPartsAndAdoptedByOneSmallEntry() {
        String[] nodes = IntStream.rangeClosed(1, 128).mapToObj(i -> "n" + i)
                .toArray(String[]::new);
        Scenario scenario = Scenario.of(nodes);
        LeaderAtHand leader = new LeaderAtHand(scenario);
        List<TransitionStep> steps = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            steps.add(new TransitionStep(i, Scenario.action(
                    Task.START, "resource-with-a-name-" + i, nodes[i % nodes.length]),
                    List.of(), Optional.empty()));
        }
        SchedulerLoop loop = loop(leader, always(steps));

        loop.beginLeading(Scenario.TERM);
        leader.runTimers();

        List<Command> proposed = leader.proposed();
        assertTrue(proposed.size() > 2, "several parts");
        proposed.subList(0, proposed.size() - 1)
                .forEach(part -> assertInstanceOf(Command.StagePart.class, part));
        var adoption = assertInstanceOf(Command.AdoptTransition.class, proposed.getLast());
        assertInstanceOf(TransitionSource.Staged.class, adoption.transition());
        assertEquals(10_000, scenario.state().progress().transition().steps().size());
        assertEquals(10_000, scenario.state().inFlight().size());
        assertTrue(scenario.state().stages().isEmpty());
    }

    @Test
    void partsOfAPlanThatSafetyOverrodeAreNotAdopted() {
        Scenario scenario = Scenario.of("a", "b", "c");
        LeaderAtHand leader = new LeaderAtHand(scenario);
        List<TransitionStep> steps = Scenario.chainless(Scenario.action(Task.START, "r", "b"));
        SchedulerLoop loop = loop(leader, (state, now) -> {
            if (scenario.node("c").isActive()) {
                scenario.lose("c");
            }
            return always(steps).plan(state, now);
        });

        loop.beginLeading(Scenario.TERM);
        leader.runTimers();
        assertEquals(List.of(), scenario.keysInFlight());

        // The loop plans again, now from a state that knows of the loss.
        leader.runTimers();
        assertEquals(List.of("r_start_0@b"), scenario.keysInFlight());
    }

    @Test
    void transitionDelayGivesFurtherEventsTime() {
        Scenario scenario = Scenario.of("a");
        scenario.accept(PlannedCluster.change(PlannedCluster.configuration(
                "<nvpair id='o1' name='transition-delay' value='2s'/>", "", "")));
        LeaderAtHand leader = new LeaderAtHand(scenario);

        loop(leader, always(List.of())).beginLeading(Scenario.TERM);

        assertEquals(List.of(Duration.ofSeconds(2)), leader.delays());
    }

    @Test
    void burstOfAttributesIsPlannedForNowAndThen() {
        Scenario scenario = Scenario.of("a");
        LeaderAtHand leader = new LeaderAtHand(scenario);
        SchedulerLoop loop = loop(leader, always(List.of()));
        loop.beginLeading(Scenario.TERM);

        for (int millis = 0; millis < 10_000; millis++) {
            scenario.accept(attribute(Integer.toString(millis)));
            loop.wake();
            leader.elapse(Duration.ofMillis(1));
        }
        int plans = leader.proposed().size();
        assertTrue(plans > 90 && plans < 120, plans + " plans in ten seconds");

        leader.elapse(SchedulerLoop.FRESH_PLAN_INTERVAL);
        assertFalse(scenario.state().planDemand().isWanted(), "the last value is planned for");
    }

    @Test
    void whatSafetyAsksForDoesNotWaitForThePaceOfOtherPlans() {
        Scenario scenario = Scenario.of("a", "b");
        LeaderAtHand leader = new LeaderAtHand(scenario);
        SchedulerLoop loop = loop(leader, always(List.of()));
        loop.beginLeading(Scenario.TERM);
        while (leader.delays().getLast().compareTo(SchedulerLoop.DEBOUNCE) <= 0) {
            leader.runTimers();
            scenario.accept(attribute(Integer.toString(leader.delays().size())));
            loop.wake();
        }
        int plans = leader.proposed().size();

        scenario.lose("b");
        loop.wake();
        leader.elapse(SchedulerLoop.DEBOUNCE);

        assertEquals(plans + 1, leader.proposed().size());
        assertFalse(scenario.state().planDemand().isWanted());
        leader.elapse(Duration.ofSeconds(1));
        assertEquals(plans + 1, leader.proposed().size(), "the pause is over with it");
    }

    private static Command attribute(String value) {
        return new Command.ChangeAttribute(new NodeId("a"), "ping", Optional.of(value));
    }

    @Test
    void planIsMadeWhenThereWasNoneForTheRecheckInterval() {
        RecheckTimer timer = new RecheckTimer();
        Optional<Duration> interval = Optional.of(Duration.ofNanos(100));

        assertFalse(timer.isDue(7, interval, 1_000));
        assertFalse(timer.isDue(7, interval, 1_099));
        assertTrue(timer.isDue(7, interval, 1_100));
        assertFalse(timer.isDue(8, interval, 1_100), "another plan was adopted");
        assertFalse(timer.isDue(8, Optional.empty(), 9_000), "the net is turned off");
        timer.clear();
        assertFalse(timer.isDue(8, interval, 9_000), "a new leader counts afresh");
    }

    @Test
    void optionsHaveTheFieldsDefaultsAndNames() {
        Scenario scenario = Scenario.of("a");
        LeaderOptions options = new LeaderOptions(new LeaderAtHand(scenario));
        assertEquals(10, options.fencingAttempts());
        assertEquals(Duration.ZERO, options.transitionDelay());
        assertEquals(Optional.of(Duration.ofMinutes(15)), options.recheckInterval());

        scenario.accept(PlannedCluster.change(PlannedCluster.configuration(
                "<nvpair id='o1' name='stonith-max-attempts' value='INFINITY'/>"
                        + "<nvpair id='o2' name='cluster-recheck-interval' value='0'/>",
                "", "")));

        assertEquals(1_000_000, options.fencingAttempts());
        assertEquals(Optional.empty(), options.recheckInterval());
    }
}
