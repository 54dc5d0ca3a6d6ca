// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.api.ChangeReports.Report;
import dev.mainstay.effect.Effect;
import dev.mainstay.state.ClusterEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeReportsTest {

    private static final List<String> START = List.of("web_start_0 on n1");

    private final ChangeReports reports = new ChangeReports();

    @Test
    void endIsToldOnlyWithAllThatWasDone() {
        Effect stop = effect("stop");
        Effect start = effect("start");
        assertEquals(new Report.UnderWay(List.of(stop), START),
                reports.after(List.of(stop), START, true));
        // The state is ahead of what was found: telling that nothing is left would be the end.
        assertEquals(new Report.Nothing(), reports.after(List.of(start), List.of(), false));
        assertEquals(new Report.Settled(List.of(start)),
                reports.after(List.of(), List.of(), true));
    }

    @Test
    void nothingNewIsNotTold() {
        assertEquals(new Report.UnderWay(List.of(), START),
                reports.after(List.of(), START, true));
        assertEquals(new Report.Nothing(), reports.after(List.of(), START, true));
        assertEquals(new Report.UnderWay(List.of(), List.of("web_monitor_0 on n2")),
                reports.after(List.of(), List.of("web_monitor_0 on n2"), false));
    }

    private static Effect effect(String operation) {
        return new Effect("web", operation, 0, Effect.End.DONE, new ClusterEvent(7, Instant.EPOCH,
                ClusterEvent.Kind.ACTION_DONE, Optional.empty(), "web", ""));
    }
}
