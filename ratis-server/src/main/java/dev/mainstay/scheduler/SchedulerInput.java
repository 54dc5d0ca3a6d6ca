// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import dev.mainstay.model.ClusterStatus;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.InFlightAction;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** All that a plan depends on. */
public record SchedulerInput(
        Configuration configuration,
        ClusterStatus status,
        List<InFlightAction> inFlight,
        Instant now) {
    public SchedulerInput {
        Objects.requireNonNull(configuration);
        Objects.requireNonNull(status);
        inFlight = List.copyOf(inFlight);
        Objects.requireNonNull(now);
    }
}
