// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mainstay.cli.demo.EventRecorder.Arrival;
import dev.mainstay.cli.demo.FailOver.Victim;
import dev.mainstay.cli.demo.Observations.Observation;
import dev.mainstay.cli.demo.ServiceProbe.Answer;
import dev.mainstay.cli.render.Palette;
import dev.mainstay.proto.v1.ClusterEvent;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoReportTest {

    @Test
    void reportTellsTheFiguresOfBothKinds() {
        DemoReport report = new DemoReport(List.of(
                failOver(Victim.FOLLOWER, 2400), failOver(Victim.LEADER, 3100),
                failOver(Victim.FOLLOWER, 2000), failOver(Victim.FOLLOWER, 2900)),
                List.of(new Observation("a", true, "")), List.of());
        assertEquals("""

                From SIGKILL to the service answering again
                  killed follower:  min 2000 ms  median 2400 ms  max 2900 ms  of 3
                  killed leader:    min 3100 ms  median 3100 ms  max 3100 ms  of 1
                All of it was seen.
                """, report.text(Palette.PLAIN));
    }

    @Test
    void whatWasNotSeenIsNamed() {
        DemoReport report = new DemoReport(List.of(), List.of(
                new Observation("a", true, ""), new Observation("b", false, "why")), List.of());
        assertFalse(report.complete());
        assertEquals("\nNOT SEEN: b: why\n", report.text(Palette.PLAIN));
    }

    @Test
    void nodesThatEndedUnaskedAreCounted() {
        DemoReport report = new DemoReport(List.of(),
                List.of(new Observation("a", true, "")), List.of("n2", "n3", "n2"));
        assertEquals("""

                Nodes that ended unasked, fenced or failed, and were started again: 3 (n2, n3, n2)
                All of it was seen.
                """, report.text(Palette.PLAIN));
        assertEquals(3, report.tree().get("endedUnasked"));
        assertEquals(List.of("n2", "n3", "n2"), report.tree().get("endedUnaskedNodes"));
    }

    @Test
    void medianOfAnEvenNumberIsTheMiddle() {
        assertEquals(25, DemoReport.median(List.of(40L, 10L, 30L, 20L)));
    }

    @Test
    void timelineBeginsWithTheSignalAndEndsWithTheAnswer() {
        Timeline timeline = new Timeline(1_000_000_000L, List.of(
                arrival(900, "node-joined", "n2", 5),
                arrival(2600, "node-lost", "n2", 10),
                arrival(2700, "fencing-succeeded", "n2", 11),
                arrival(2800, "action-started", "n1", 12),
                arrival(9000, "action-done", "n1", 13)));
        assertEquals("""
                +0 ms  SIGKILL to all processes of n2
                +1600 ms  n2 is lost: not heard from
                +1700 ms  n2 is fenced, with power
                +1800 ms  web_start_0 begins on n1
                +2500 ms  the service answers again, from n1
                """,
                timeline.moments("n2", new Answer(3_500_000_000L, "n1")).stream()
                        .map(moment -> moment.line().strip() + "\n")
                        .collect(Collectors.joining()));
        assertEquals(11, timeline.first("fencing-succeeded", "n2").orElseThrow().getIndex());
        assertEquals(12, timeline.firstStartElsewhere("n2").orElseThrow().getIndex());
        assertEquals(true, timeline.first("node-joined", "n2").isEmpty());
    }

    private static Arrival arrival(long millis, String kind, String node, long index) {
        return new Arrival(millis * 1_000_000, ClusterEvent.newBuilder()
                .setIndex(index).setKind(kind).setNode(node)
                .setResource(kind.startsWith("action") ? "web_start_0" : "power")
                .setDetail("not heard from")
                .build());
    }

    private static FailOver failOver(Victim victim, long outageMillis) {
        return new FailOver(victim, "n2", "n1", outageMillis, List.of(), 1000, 50);
    }
}
