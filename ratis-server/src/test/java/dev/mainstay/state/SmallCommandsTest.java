// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.Constraint;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.scheduler.SchedulerInputs;
import dev.mainstay.state.Command.ChangeAttribute;
import dev.mainstay.state.Command.ChangeTicket;
import dev.mainstay.state.Command.MoveChange;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.transition.Task;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attributes, tickets, limits, and what the scheduler sees of moves and members. */
class SmallCommandsTest {

    private static final NodeId A = new NodeId("a");

    private final Scenario cluster = Scenario.of("a", "b").with(Scenario.primitive("r"));

    private Grade gradeAfter(Command command) {
        cluster.adopt();
        cluster.accept(command);
        return cluster.state().planDemand().grade();
    }

    @ParameterizedTest
    @CsvSource({"master-r, 10, FRESHNESS", "terminate, true, SAFETY"})
    void attributeWantsAPlanOnceForEachNewValue(String name, String value, Grade grade) {
        Command change = new ChangeAttribute(A, name, Optional.of(value));

        assertEquals(grade, gradeAfter(change));
        assertEquals(Grade.NONE, gradeAfter(change));
        assertEquals(grade, gradeAfter(new ChangeAttribute(A, name, Optional.empty())));
        assertTrue(cluster.node("a").attributes().isEmpty());
    }

    @Test
    void attributesNeedANameAndANodeThatIsThere() {
        cluster.lose("b");

        assertInstanceOf(Rejection.Invalid.class,
                cluster.reject(new ChangeAttribute(A, " ", Optional.of("x"))));
        assertInstanceOf(Rejection.NotFound.class,
                cluster.reject(new ChangeAttribute(new NodeId("x"), "n", Optional.of("x"))));
        assertInstanceOf(Rejection.NotPossibleNow.class,
                cluster.reject(new ChangeAttribute(new NodeId("b"), "n", Optional.of("x"))));
        assertInstanceOf(Rejection.LimitExceeded.class, cluster.reject(new ChangeAttribute(A,
                "n", Optional.of("x".repeat(Limits.TEXT_LENGTH + 1)))));
    }

    @Test
    void takingATicketAwayIsASafetyMatter() {
        assertEquals(Grade.FRESHNESS,
                gradeAfter(new ChangeTicket("t", Optional.of(true), Optional.empty())));
        assertTrue(cluster.state().tickets().get("t").attributes().containsKey("last-granted"));
        assertEquals(Grade.SAFETY,
                gradeAfter(new ChangeTicket("t", Optional.empty(), Optional.of(true))));
        assertEquals(Grade.SAFETY,
                gradeAfter(new ChangeTicket("t", Optional.of(false), Optional.of(false))));
        assertEquals(Grade.SAFETY, gradeAfter(new Command.ForgetTicket("t")));
        assertTrue(cluster.state().tickets().isEmpty());
        assertInstanceOf(Rejection.NotFound.class,
                cluster.reject(new Command.ForgetTicket("t")));
    }

    @Test
    void moveIsALocationConstraintThatNobodyConfigured() {
        cluster.carryOut(Scenario.action(Task.START, "r", "a"));
        cluster.accept(new Command.ChangeMove(new ResourceId("r"), new MoveChange.Requested(
                Optional.empty(), cluster.time().plusSeconds(60))));

        SchedulerInput input = SchedulerInputs.of(cluster.state(), cluster.time());

        Constraint.Location location = assertInstanceOf(Constraint.Location.class,
                input.configuration().constraints().getFirst());
        assertTrue(location.id().startsWith(SchedulerInputs.MOVE_PREFIX));
        assertEquals(Optional.of(A), location.node());
        assertEquals(Optional.of("-INFINITY"), location.score());
        assertTrue(cluster.state().configuration().constraints().isEmpty());
        assertEquals(2, input.configuration().nodes().size());
    }

    @Test
    void staleStageGivesWayToANewOne() {
        for (int i = 0; i <= Limits.STAGES; i++) {
            cluster.accept(new Command.StagePart("s" + i, 0, 2, Content.copyOf(new byte[1])));
        }

        assertEquals(Limits.STAGES, cluster.state().stages().size());
        assertFalse(cluster.state().stages().containsKey("s0"));
        assertEquals(List.of(), cluster.keysInFlight());
    }
}
