// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.transition;

import dev.mainstay.model.NodeId;
import java.time.Instant;

/**
 * An action that was ordered and is not settled, whether it was begun or not.
 *
 * @param node where it is carried out; for fencing the target
 * @param incarnation of {@code node} when it was ordered
 * @param sinceIndex index of the entry that made it ready
 * @param since log time of that entry
 * @param configurationRevision where its parameters come from
 * @param step its number in the current transition, or {@link #LOOSE}
 */
public record InFlightAction(
        ActionId id,
        Action action,
        NodeId node,
        long incarnation,
        long sinceIndex,
        Instant since,
        long configurationRevision,
        int step) {

    /**
     * The step of an action that the current transition does not contain. Nothing of the same
     * resource is begun before it has ended.
     */
    public static final int LOOSE = -1;

    public boolean isLoose() {
        return step == LOOSE;
    }

    InFlightAction withStep(int number) {
        return new InFlightAction(id, action, node, incarnation, sinceIndex, since,
                configurationRevision, number);
    }
}
