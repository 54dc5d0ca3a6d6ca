// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import dev.mainstay.model.SortedMaps;
import dev.mainstay.state.NodeRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/**
 * For how long whoever plans has known that machines are lost, measured by itself on a clock that
 * cannot be set: neither log time nor a wall clock that somebody put forward ends a wait that
 * protects a service (safety.md 19).
 *
 * @param ofIncarnations by the lost incarnation; what is missing was heard of just now
 */
public record LossAges(SortedMap<Long, Duration> ofIncarnations) {

    public LossAges {
        ofIncarnations = SortedMaps.copyOf(ofIncarnations);
    }

    Duration of(NodeRecord lost) {
        return Optional.ofNullable(ofIncarnations.get(lost.incarnation())).orElse(Duration.ZERO);
    }
}
