// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogClockTest {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final HandClock clock = new HandClock();
    private final LogClock log = new LogClock(clock);

    @Test
    void beginsATermAtTheLeadersClock() {
        assertEquals(START, log.stamp(1, Instant.EPOCH));
    }

    @Test
    void followsTheClockWhileItRunsEvenly() {
        log.stamp(1, Instant.EPOCH);
        clock.elapse(Duration.ofSeconds(10));
        assertEquals(START.plusSeconds(10), log.stamp(1, START));
    }

    @Test
    void doesNotJumpWhenTheClockIsSetForwardWithinATerm() {
        log.stamp(1, Instant.EPOCH);
        clock.elapse(Duration.ofSeconds(20));
        clock.setWall(START.plus(Duration.ofDays(365)));
        assertEquals(START.plusSeconds(21), log.stamp(1, START));
    }

    @Test
    void neverRunsBackWhenTheClockIsSetBack() {
        Instant first = log.stamp(1, Instant.EPOCH);
        clock.elapse(Duration.ofSeconds(5));
        clock.setWall(START.minus(Duration.ofDays(1)));
        assertFalse(log.stamp(1, first).isBefore(first));
    }

    @Test
    void neverRunsBackBehindWhatAnotherLeaderStamped() {
        Instant ahead = START.plusSeconds(3600);
        assertEquals(ahead, log.stamp(1, ahead));
    }
}
