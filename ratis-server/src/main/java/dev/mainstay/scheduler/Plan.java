// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import dev.mainstay.scheduler.explain.Ledger;
import dev.mainstay.scheduler.graph.PlacementChange;
import dev.mainstay.scheduler.graph.PlannedAction;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is to be done, why, what it amounts to, and when to look again at the latest.
 *
 * @param actions none of which waits for itself, however indirectly
 * @param tiedUp what was decided too and is not done, because orders form a circle that it is in or
 *        behind
 */
public record Plan(
        List<PlannedAction> actions,
        List<PlannedAction> tiedUp,
        Ledger ledger,
        List<PlacementChange> summary,
        Optional<Instant> recheckAt) {
    public Plan {
        actions = List.copyOf(actions);
        tiedUp = List.copyOf(tiedUp);
        Objects.requireNonNull(ledger);
        summary = List.copyOf(summary);
        Objects.requireNonNull(recheckAt);
    }
}
