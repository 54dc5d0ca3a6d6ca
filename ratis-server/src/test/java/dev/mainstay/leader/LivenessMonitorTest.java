// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.LeaseClient.Renewal;
import dev.mainstay.port.LeaseClient.Reply;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.state.Command;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.state.NodeState;
import dev.mainstay.state.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Safety rule 13: lost is final, and no leader ever grants to what is lost. */
class LivenessMonitorTest {

    private static final LivenessSettings SETTINGS = LivenessSettings.LOCAL_NETWORK;

    private final Scenario scenario = Scenario.of("a", "b", "c");
    private final LeaderAtHand leader = new LeaderAtHand(scenario);
    private final LivenessMonitor liveness = monitor();

    private LivenessMonitor monitor() {
        return new LivenessMonitor(leader.ports(), Optional::empty, SETTINGS);
    }

    @BeforeEach
    void lead() {
        liveness.beginLeading(Scenario.TERM);
    }

    private Reply renew(LivenessMonitor of, String node, long incarnation) {
        CompletableFuture<Reply> reply = of.renew(new Renewal(node, incarnation, 1,
                "boot-" + node, scenario.index(), true, true, true, false, 0, false));
        assertTrue(reply.isDone(), "rounds succeed at once");
        return reply.getNow(new Reply.Unreachable("no answer"));
    }

    /** Time passes in which c is heard and b is not. */
    private void silence(Duration time) {
        for (long ticks = time.dividedBy(SETTINGS.tick()); ticks >= 0; ticks--) {
            leader.pass(SETTINGS.tick());
            renew(liveness, "c", scenario.node("c").incarnation());
            liveness.tick();
        }
    }

    @Test
    void livingIncarnationGetsItsLease() {
        assertInstanceOf(Reply.Granted.class,
                renew(liveness, "b", scenario.node("b").incarnation()));
    }

    @Test
    void condemnedIncarnationGetsNoLeaseWhileItsLossIsOnlyProposed() {
        long incarnation = scenario.node("b").incarnation();
        leader.breakLog();
        silence(SETTINGS.loseAfter());
        assertTrue(leader.proposed().stream().anyMatch(LivenessMonitorTest::isLoss));

        assertInstanceOf(Reply.Unreachable.class, renew(liveness, "b", incarnation));
        liveness.tick();
        assertInstanceOf(Reply.Unreachable.class, renew(liveness, "b", incarnation));
        assertInstanceOf(Reply.Granted.class,
                renew(liveness, "c", scenario.node("c").incarnation()));
    }

    @Test
    void lostIncarnationIsRefusedByItsLeaderAndByEveryOther() {
        long incarnation = scenario.node("b").incarnation();
        silence(SETTINGS.loseAfter());
        assertEquals(1, leader.proposed().stream().filter(LivenessMonitorTest::isLoss).count());

        assertInstanceOf(Reply.Refused.class, renew(liveness, "b", incarnation));
        LivenessMonitor successor = monitor();
        successor.beginLeading(Scenario.TERM);
        assertInstanceOf(Reply.Refused.class, renew(successor, "b", incarnation));
    }

    @Test
    void incarnationThatHasJustJoinedHasAsLongAsALeaseUntilItsRenewalsAreSteady() {
        leader.pass(SETTINGS.tick());
        scenario.join("b", "boot-b");
        silence(SETTINGS.loseAfter().multipliedBy(2));
        assertTrue(leader.proposed().stream().noneMatch(LivenessMonitorTest::isLoss));

        silence(SETTINGS.lease());
        assertTrue(leader.proposed().stream().anyMatch(LivenessMonitorTest::isLoss));
    }

    @Test
    void leaderThatItsPredecessorSuspectedClearsItself() {
        long incarnation = scenario.node("a").incarnation();
        scenario.accept(new Command.RecordNodeEvent(new NodeId("a"),
                new NodeEvent.Suspected(Scenario.TERM, incarnation)));
        assertEquals(NodeState.SUSPECTED, scenario.node("a").state());

        renew(liveness, "a", incarnation);
        liveness.tick();

        assertTrue(leader.proposed().stream()
                .anyMatch(command -> command instanceof Command.RecordNodeEvent event
                        && event.event() instanceof NodeEvent.Cleared));
    }

    @Test
    void joinThatWaitsForFencingGetsNoLease() {
        scenario.lose("b");
        scenario.adopt(Scenario.fence("b"));
        long pending = scenario.join("b", "boot-new");

        assertInstanceOf(Reply.Unreachable.class, renew(liveness, "b", pending));
    }

    @Test
    void announcedRestartMayTakeLongerThanASilence() {
        long incarnation = scenario.node("b").incarnation();
        scenario.accept(new Command.RecordNodeEvent(
                new NodeId("b"), new NodeEvent.RestartAnnounced(incarnation)));
        silence(SETTINGS.loseAfter().multipliedBy(3));
        assertTrue(leader.proposed().stream().noneMatch(LivenessMonitorTest::isLoss));

        silence(Duration.ofSeconds(60));
        assertTrue(leader.proposed().stream().anyMatch(LivenessMonitorTest::isLoss));
    }

    @Test
    void daemonOnItsWayToJoinIsNotLostButGetsNoLeaseAndNoMoreTimeThanTheUnwell() {
        for (long waited = 0; waited < SETTINGS.unhealthyFor().toMillis() - 1_000;
                waited += SETTINGS.loseAfter().toMillis() / 2) {
            assertInstanceOf(Reply.Unreachable.class, signOfLife("b"));
            silence(SETTINGS.loseAfter().dividedBy(2));
        }
        assertTrue(leader.proposed().stream().noneMatch(LivenessMonitorTest::isLoss));

        for (int round = 0; round < 4; round++) {
            assertInstanceOf(Reply.class, signOfLife("b"));
            silence(SETTINGS.loseAfter().dividedBy(2));
        }
        assertTrue(leader.proposed().stream().anyMatch(LivenessMonitorTest::isLoss));
    }

    private Reply signOfLife(String node) {
        return liveness.renew(new Renewal(node, scenario.node(node).incarnation(), 0,
                "boot-" + node, scenario.index(), true, false, true, false, 0, true))
                .getNow(new Reply.Refused("no answer"));
    }

    @Test
    void leaderWhoseClockIsFarOffHandsOverToOneWhoseClockIsNot() {
        renewAt("b", Duration.ZERO);
        renewAt("c", Duration.ofMinutes(-1));
        renewAt("a", Duration.ofHours(-1));
        leader.pass(SETTINGS.tick());
        liveness.tick();
        assertEquals(List.of(new NodeId("c")), leader.handedTo());
        assertEquals("-3540000", scenario.node("a").attributes().get("#clock-offset"));
        assertEquals("60000", scenario.node("b").attributes().get("#clock-offset"));

        renewAt("b", Duration.ofMinutes(-1));
        liveness.tick();
        assertEquals(Optional.empty(), scenario.node("b").clockOffsetMillis());
    }

    @Test
    void ofTwoClocksNobodyKnowsWhichIsRight() {
        renewAt("a", Duration.ZERO);
        renewAt("b", Duration.ofHours(1));
        leader.pass(SETTINGS.tick());
        liveness.tick();

        assertEquals(List.of(), leader.handedTo());
        assertEquals(List.of(), leader.proposed());
    }

    @Test
    void logTimeIsBroughtForwardOnceAMajorityHasTheLeadersTime() {
        scenario.passSeconds(3_600);
        liveness.beginLeading(Scenario.TERM);
        renewAt("b", Duration.ofHours(1));
        leader.pass(SETTINGS.tick());
        liveness.tick();
        assertEquals(List.of(), leader.proposed());

        renewAt("c", Duration.ofMillis(20));
        liveness.tick();
        liveness.tick();

        assertEquals(List.of(new Command.ResetTime(scenario.time())), leader.proposed());
    }

    @Test
    void logTimeThatIsNotBehindIsLeftAlone() {
        liveness.beginLeading(Scenario.TERM);
        scenario.passSeconds(3_600);
        renewAt("b", Duration.ZERO);
        renewAt("c", Duration.ZERO);
        leader.pass(SETTINGS.tick());
        liveness.tick();

        assertEquals(List.of(), leader.proposed());
    }

    /** @param ahead of the leader's wall clock */
    private void renewAt(String node, Duration ahead) {
        var _ = liveness.renew(new Renewal(node, scenario.node(node).incarnation(), 1,
                "boot-" + node, scenario.index(), true, true, true, false,
                scenario.time().plus(ahead).toEpochMilli(), false));
    }

    private static boolean isLoss(Command command) {
        return command instanceof Command.RecordNodeEvent event
                && event.event() instanceof NodeEvent.Lost;
    }
}
