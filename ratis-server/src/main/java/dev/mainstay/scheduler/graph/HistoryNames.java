// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.graph;

import dev.mainstay.model.InstanceId;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.Optional;

/** Under which names agents and histories know what a plan names. */
public final class HistoryNames {

    private HistoryNames() {}

    /**
     * The name of an instance's history. The instances of an anonymous clone are the same service
     * on a machine whatever their numbers are, and the numbers change hands from plan to plan:
     * recorded apart, a stop of one would leave the start of another standing.
     */
    public static InstanceId of(WorkingState state, InstanceId planned) {
        Optional<WorkResource> clone = known(state, planned).map(WorkResource::enclosingClone);
        boolean anonymous = clone.filter(it -> !it.is(ResourceFlag.UNIQUE)).isPresent();
        return anonymous ? new InstanceId(planned.resource().value()) : planned;
    }

    /** The resource that runs under a name, of a plan or of a history. */
    public static Optional<WorkResource> known(WorkingState state, InstanceId instance) {
        return Optional.ofNullable(state.resource(instance.value()))
                .or(() -> Optional.ofNullable(state.resource(instance.resource() + ":0")));
    }
}
