// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.port.LeaseClient.Reply;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.state.Command;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.NodeThrottle;
import dev.mainstay.transition.ThrottleMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a machine of two processors writes to the log of its load, and when. */
class LoadReportsTest {

    /** Far above the borders of two processors, 1.92, 2.56 and 3.20, and between them. */
    private static final long HIGH = 900;
    private static final long MEDIUM = 270;

    private final ManualLoop loop = new ManualLoop();
    private final LogOfOne log = new LogOfOne(loop);
    private final HostLoadAtHand load = new HostLoadAtHand();
    private final FakeAgent agent = new FakeAgent();
    private final NodeExecutor executor = new NodeExecutor(
            new ExecutorPorts(LogOfOne.SELF, loop, loop, log, log::propose, new NoLeadership(),
                    renewal -> CompletableFuture.completedFuture(new Reply.Unreachable("test")),
                    agent, new NoFencing(), load),
            (configuration, action, node, now) -> Optional.empty(),
            LivenessSettings.LOCAL_NETWORK, 1, "test");

    @BeforeEach
    void joins() {
        log.found();
    }

    private void open() {
        executor.open();
        loop.runAll();
    }

    private void busy(long hundredths, Duration span) {
        load.average = OptionalLong.of(hundredths);
        loop.advance(span);
    }

    private List<ThrottleMode> reports() {
        return log.commands.stream()
                .filter(command -> command instanceof Command.RecordNodeEvent event
                        && event.event() instanceof NodeEvent.ThrottleChanged)
                .map(command -> ((NodeEvent.ThrottleChanged) ((Command.RecordNodeEvent) command)
                        .event()).throttle().mode())
                .toList();
    }

    private Optional<NodeThrottle> recorded() {
        return log.state.node(LogOfOne.SELF).orElseThrow().throttle();
    }

    @Test
    void machineSaysWhatItIsRightAfterItsJoin() {
        load.average = OptionalLong.of(MEDIUM);

        open();

        assertEquals(Optional.of(new NodeThrottle(ThrottleMode.MEDIUM, 2)), recorded());
    }

    @Test
    void reportFollowsAJoinThatTookLong() {
        log.reachable = false;
        open();
        assertEquals(List.of(), reports());

        log.reachable = true;
        loop.advance(Duration.ofSeconds(2));

        assertEquals(List.of(ThrottleMode.NONE), reports());
    }

    @Test
    void changeOfModeIsReportedAndAChangeOfLoadIsNot() {
        open();

        busy(HIGH, Duration.ofSeconds(20));
        assertEquals(List.of(ThrottleMode.NONE, ThrottleMode.HIGH), reports());

        busy(HIGH + 1, Duration.ofMinutes(2));
        assertEquals(2, reports().size());

        busy(0, Duration.ofSeconds(20));
        assertEquals(List.of(ThrottleMode.NONE, ThrottleMode.HIGH, ThrottleMode.NONE), reports());
    }

    @Test
    void loadThatJumpsIsReportedEveryTenSecondsAtMost() {
        open();

        for (int second = 0; second < 60; second++) {
            busy(second / 5 % 2 == 0 ? HIGH : 0, Duration.ofSeconds(1));
        }

        assertTrue(reports().size() <= 7, reports().toString());
    }

    @Test
    void thresholdOfNothingEndsTheThrottling() {
        open();
        busy(HIGH, Duration.ofSeconds(20));
        assertEquals(Optional.of(ThrottleMode.HIGH), recorded().map(NodeThrottle::mode));

        log.apply(Scenario.property("load-threshold", "0%"));
        loop.advance(Duration.ofSeconds(20));

        assertEquals(Optional.of(ThrottleMode.NONE), recorded().map(NodeThrottle::mode));
    }

    @Test
    void nothingIsReportedAfterTheEnd() {
        open();
        executor.close();
        loop.runAll();

        busy(HIGH, Duration.ofMinutes(1));

        assertEquals(List.of(ThrottleMode.NONE), reports());
    }
}
