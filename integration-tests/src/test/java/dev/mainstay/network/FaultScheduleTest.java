// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class FaultScheduleTest {

    private static final List<String> KINDS = List.of("power-loss", "cable-cut", "loses-out",
            "loses-in", "delay-", "pause", "daemon-killed", "killed-claim", "killed-server",
            "move-to", "@leader", "@runner", "@n1", "@n2", "@n3");

    @Test
    void seedGivesTheSameScheduleAgain() {
        assertEquals(FaultSchedule.of(57, 3), FaultSchedule.of(57, 3));
    }

    @Test
    void seedsLeaveNothingOut() {
        String all = LongStream.range(0, 200).mapToObj(seed -> FaultSchedule.of(seed, 3).text())
                .collect(Collectors.joining("\n"));
        assertEquals(List.of(), KINDS.stream().filter(kind -> !all.contains(kind)).toList());
    }

    @Test
    void everyScheduleHasAFaultAndAnEnd() {
        LongStream.range(0, 200).mapToObj(seed -> FaultSchedule.of(seed, 3))
                .forEach(schedule -> {
                    assertTrue(schedule.entries().size() >= 1);
                    schedule.entries().forEach(entry -> assertTrue(
                            entry.begin().plus(entry.length()).toSeconds() < 15));
                });
    }
}
