// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.executor.ManualLoop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final ManualLoop clock = new ManualLoop();
    private final Pace pace = new Pace(clock, 3, Duration.ofMillis(100));

    private int takenNow() {
        int taken = 0;
        while (pace.untilNext().isZero()) {
            pace.take();
            taken++;
        }
        return taken;
    }

    @Test
    void someAreDoneAtOnceThenOneEachInterval() {
        assertEquals(3, takenNow());
        assertEquals(Duration.ofMillis(100), pace.untilNext());
        clock.advance(Duration.ofMillis(60));
        assertEquals(Duration.ofMillis(40), pace.untilNext());
        clock.advance(Duration.ofMillis(40));
        assertEquals(1, takenNow());
        clock.advance(Duration.ofMillis(250));
        assertEquals(2, takenNow());
    }

    @Test
    void whatIsNotUsedIsSavedUpToTheAllowance() {
        takenNow();
        clock.advance(Duration.ofHours(1));
        assertEquals(3, takenNow());
    }
}
