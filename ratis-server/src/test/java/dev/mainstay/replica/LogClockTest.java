// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Safety rule 27. */
class LogClockTest {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final HandClock clock = new HandClock();
    private final LogClock log = new LogClock(clock);

    @Test
    void beginsALogAtTheLeadersClock() {
        assertEquals(START, log.stamp());
    }

    @Test
    void followsTheClockWhileItRunsEvenly() {
        log.stamp();
        clock.elapse(Duration.ofSeconds(10));
        assertEquals(START.plusSeconds(10), log.stamp());
    }

    @Test
    void doesNotJumpWhenTheLeadersClockIsSetForward() {
        log.stamp();
        clock.elapse(Duration.ofSeconds(20));
        clock.setWall(START.plus(Duration.ofDays(365)));
        assertEquals(START.plusSeconds(21), log.stamp());
    }

    @Test
    void newLeaderWithAWrongClockCountsFromTheLastEntry() {
        clock.setWall(START.plus(Duration.ofDays(365)));
        log.applied(START);
        clock.elapse(Duration.ofSeconds(40));
        assertEquals(START.plusSeconds(42), log.stamp());
    }

    @Test
    void ownEntriesThatAreAppliedLateDoNotHoldTheClockUp() {
        Instant first = log.stamp();
        clock.elapse(Duration.ofSeconds(10));
        Instant second = log.stamp();
        clock.elapse(Duration.ofSeconds(10));
        log.applied(first);
        log.applied(second);
        assertEquals(START.plusSeconds(20), log.stamp());
    }

    @Test
    void neverRunsBackWhenTheClockIsSetBack() {
        log.stamp();
        clock.elapse(Duration.ofSeconds(5));
        clock.setWall(START.minus(Duration.ofDays(1)));
        assertEquals(START, log.stamp());
    }

    @Test
    void neverRunsBackBehindWhatAnotherLeaderStamped() {
        Instant ahead = START.plusSeconds(3600);
        log.applied(ahead);
        assertEquals(ahead, log.stamp());
    }

    @Test
    void resetCountsEvenWhereTheWrongTimeWasStamped() {
        clock.setWall(START.plus(Duration.ofDays(365)));
        log.applied(log.stamp());
        clock.setWall(START);
        log.applied(START);
        clock.elapse(Duration.ofSeconds(1));
        assertEquals(START.plusSeconds(1), log.stamp());
    }
}
