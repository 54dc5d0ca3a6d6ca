// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.scheduler.graph.PlannedAction;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No plan waits for itself, and none starts what a machine that is not fenced may still run. */
class SafetyTest {

    private static final int SEEDS = 1_000;

    @Test
    void generatedClustersArePlannedSafely() {
        UncleanStarts starts = new UncleanStarts();
        for (int seed = 0; seed < SEEDS; seed++) {
            assertSafe("seed " + seed, GeneratedCib.of(seed), starts);
        }
        assertTrue(starts.looked() > SEEDS / 20, starts.looked() + " starts were judged");
    }

    @Test
    @Requires(Requirement.SHARED_CONFORMANCE)
    void pacemakersCasesArePlannedSafely() throws IOException {
        UncleanStarts starts = new UncleanStarts();
        for (Map.Entry<String, CibNode> each : LawDocuments.ofPacemaker().entrySet()) {
            assertSafe(each.getKey(), each.getValue(), starts);
        }
        assertTrue(starts.looked() > 50, starts.looked() + " starts were judged");
    }

    private static void assertSafe(String name, CibNode document, UncleanStarts starts) {
        SchedulerInput input = LawDocuments.input(document);
        Plan plan = Scheduler.plan(input);
        PlanOrder order = new PlanOrder(plan);
        assertEquals(List.of(),
                order.circular().stream().map(PlannedAction::key).toList(), name);
        assertEquals(List.of(), starts.in(input, plan, order), name);
    }
}
