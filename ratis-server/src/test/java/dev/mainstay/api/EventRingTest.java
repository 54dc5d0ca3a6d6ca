// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.state.ClusterEvent;
import dev.mainstay.state.ClusterState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventRingTest {

    private final EventRing ring = new EventRing();

    @Test
    void givesEventsInLogOrderFromAnIndexOn() throws Exception {
        apply(3, 4, 5);
        assertEquals(List.of(4L, 5L), indexes(ring.from(ring.firstSince(4), 1)));
    }

    @Test
    void answersEmptyWhenNothingHappens() throws Exception {
        assertEquals(List.of(), ring.from(ring.end(), 1));
    }

    @Test
    void tellsAWatcherThatWasTooSlow() {
        apply(LongStream.range(0, 10_001).toArray());
        assertThrows(EventRing.Overrun.class, () -> ring.from(0, 1));
    }

    @Test
    void tellsWhetherAskedForEventsWereDropped() {
        apply(LongStream.range(0, 10_010).toArray());
        assertTrue(ring.mayLack(5));
        assertFalse(ring.mayLack(5_000));
    }

    private void apply(long... indexes) {
        for (long index : indexes) {
            ring.applied(ClusterState.initial(), List.of(new ClusterEvent(index, Instant.EPOCH,
                    ClusterEvent.Kind.NODE_JOINED, Optional.empty(), "", "")));
        }
    }

    private static List<Long> indexes(List<ClusterEvent> events) {
        return events.stream().map(ClusterEvent::index).toList();
    }
}
