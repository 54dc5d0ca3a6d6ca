// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.leader.NodeAges.Incarnation;
import dev.mainstay.model.NodeId;
import org.junit.jupiter.api.Test;

/** Safety rule 17: a leader counts only what it could have heard. */
class NodeAgesTest {

    private static final Incarnation NODE = new Incarnation(new NodeId("n1"), 5);

    private final NodeAges ages = new NodeAges(100, 30, 0);

    @Test
    void silenceCountsFromTheLastRenewal() {
        lead(1_000);
        ages.heard(NODE, true, 1_050);

        assertEquals(30, ages.silentNanos(NODE, 1_080));
    }

    @Test
    void nodeThatWasNeverHeardIsSilentFromTheFirstLookAtIt() {
        lead(1_000);
        ages.seen(NODE, 1_500);
        ages.seen(NODE, 1_600);

        assertEquals(200, ages.silentNanos(NODE, 1_700));
    }

    @Test
    void gapInTheOwnTicksRestartsEveryGrace() {
        lead(1_000);
        ages.heard(NODE, true, 1_000);
        ages.tick(1_050);
        ages.tick(9_000);

        assertEquals(10, ages.silentNanos(NODE, 9_010));
    }

    @Test
    void ticksInTimeRestartNothing() {
        lead(1_000);
        ages.heard(NODE, true, 1_000);
        for (long now = 1_050; now <= 1_500; now += 50) {
            ages.tick(now);
        }

        assertEquals(500, ages.silentNanos(NODE, 1_500));
    }

    @Test
    void previousLeaderIsSilentSinceTheOwnLastContactWithIt() {
        lead(1_000);
        ages.seen(NODE, 1_000);
        ages.lastContact(NODE, 200);

        assertEquals(900, ages.silentNanos(NODE, 1_100));
        assertFalse(ages.heardWhileLeading(NODE));
    }

    @Test
    void newcomerIsOneUntilItsRenewalsAreSteady() {
        lead(1_000);
        ages.seen(NODE, 1_001);
        assertTrue(ages.isNewcomer(NODE));
        for (int renewal = 0; renewal < 7; renewal++) {
            ages.heard(NODE, true, 1_100 + 20 * renewal);
        }
        assertTrue(ages.isNewcomer(NODE));
        // A pause: it begins again.
        for (int renewal = 0; renewal < 7; renewal++) {
            ages.heard(NODE, true, 2_000 + 20 * renewal);
        }
        assertTrue(ages.isNewcomer(NODE));
        ages.heard(NODE, true, 2_140);
        assertFalse(ages.isNewcomer(NODE));
    }

    @Test
    void whoIsThereWhenTheLeadershipBeginsIsNoNewcomer() {
        lead(1_000);
        ages.seen(NODE, 1_000);

        assertFalse(ages.isNewcomer(NODE));
    }

    @Test
    void newLeadershipForgetsWhatAnEarlierOneHeard() {
        lead(1_000);
        ages.heard(NODE, true, 1_000);
        lead(2_000);
        ages.seen(NODE, 2_000);

        assertEquals(50, ages.silentNanos(NODE, 2_050));
        assertFalse(ages.heardWhileLeading(NODE));
    }

    @Test
    void healthCountsFromTheFirstBadReportInARow() {
        lead(1_000);
        ages.heard(NODE, false, 1_010);
        ages.heard(NODE, false, 1_060);
        assertEquals(90, ages.unhealthyNanos(NODE, 1_100));

        ages.heard(NODE, true, 1_110);
        assertEquals(0, ages.unhealthyNanos(NODE, 1_200));
        assertTrue(ages.heardWhileLeading(NODE));
    }

    private void lead(long now) {
        ages.tick(now);
        ages.tick(now);
        ages.beginLeading(now);
    }
}
