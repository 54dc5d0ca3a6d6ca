// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.ClusterStatus;
import dev.mainstay.model.Configuration;
import dev.mainstay.scheduler.unpack.Unpacker;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a machine does with its services when its lease has ended: the cluster's no-quorum-policy,
 * read as the scheduler reads it. A reset of oneself needs a device; it stops here.
 */
enum LapsePolicy {
    /** Stops everything that is managed. */
    STOP,
    /** Demotes what is promoted, and stops everything else that is managed and not promotable. */
    DEMOTE,
    /** Touches nothing and starts nothing. */
    LEAVE;

    static LapsePolicy of(Configuration configuration, Instant now) {
        ClusterStatus alone = new ClusterStatus(
                false, true, false, Optional.empty(), List.of(), List.of());
        return switch (Unpacker.unpack(configuration, alone, now).state().options()
                .quorumPolicy()) {
            case STOP, FENCE -> STOP;
            case DEMOTE -> DEMOTE;
            case IGNORE, FREEZE -> LEAVE;
        };
    }
}
