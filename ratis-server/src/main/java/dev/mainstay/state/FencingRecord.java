// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.FenceOperation;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A fence operation, open or in the history.
 *
 * @param incarnation of the target when it was ordered: the only one that a success settles
 * @param action that ordered it; empty for what an operator confirmed unasked
 * @param owner the one node that carries out the whole operation (safety.md 15); empty until the
 *         leader has assigned it
 * @param assignedAt index of the assignment; 0 until then
 * @param takenOver whether an earlier owner may have left it half done
 * @param delayMillis the delay that the cluster asks for
 * @param since log time at which it was ordered
 * @param at log time of the last change
 */
public record FencingRecord(
        NodeId target,
        long incarnation,
        Optional<ActionId> action,
        FenceOperation operation,
        Phase phase,
        Optional<NodeId> owner,
        long assignedAt,
        boolean takenOver,
        long delayMillis,
        String reason,
        String device,
        String detail,
        Instant since,
        Instant at) {

    /** How far it is. */
    public enum Phase {
        /** Ordered, without an owner. */
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        /** An operator vouched for it. */
        CONFIRMED;

        public boolean isOpen() {
            return this == PENDING || this == RUNNING;
        }

        /** The word in status. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    FencingRecord assigned(NodeId node, long index, Instant time) {
        return new FencingRecord(target, incarnation, action, operation, Phase.RUNNING,
                Optional.of(node), index, owner.isPresent(), delayMillis, reason, device, detail,
                since, time);
    }

    FencingRecord closed(Phase outcome, String usedDevice, String why, Instant time) {
        return new FencingRecord(target, incarnation, action, operation, outcome, owner,
                assignedAt, takenOver, delayMillis, reason, usedDevice, why, since, time);
    }
}
