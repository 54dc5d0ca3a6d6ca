// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceHistory;
import dev.mainstay.transition.ActionId;
import java.util.Optional;

/**
 * What a machine last did with an instance, and whether that still tells what is there.
 *
 * @param lastOperation the last start, promote, demote, stop or migration that was carried out: the
 *         epoch of monitor reports (safety.md 12)
 * @param arrival a live migration that may bring it here, or has
 */
public record InstanceHistory(
        ResourceHistory history,
        Certainty certainty,
        Optional<ActionId> lastOperation,
        Optional<Arrival> arrival) {

    /** Whether a history can be relied on. */
    public enum Certainty {
        KNOWN,
        /** An outcome is missing: it may be active or not, until a probe or fencing settles it. */
        UNKNOWN
    }

    /**
     * What another machine does to send it here shows in no operation of this one.
     *
     * @param source the other machine
     * @param since index from which an operation here tells whether it has arrived
     */
    public record Arrival(NodeId source, long since) {}

    public boolean isKnown() {
        return certainty == Certainty.KNOWN && arrival.isEmpty();
    }

    /** What the records say of the instance; nothing is certain unless {@link #isKnown}. */
    public Activity activity() {
        return isKnown() ? Activity.of(history) : Activity.UNKNOWN;
    }

    InstanceHistory withHistory(ResourceHistory changed) {
        return new InstanceHistory(changed, certainty, lastOperation, arrival);
    }

    InstanceHistory withCertainty(Certainty changed) {
        return new InstanceHistory(history, changed, lastOperation, arrival);
    }

    InstanceHistory withArrival(Optional<Arrival> changed) {
        return new InstanceHistory(history, certainty, lastOperation, changed);
    }

    /** What came last had no entry, so that no report can be told to be from before it. */
    InstanceHistory withoutLastOperation() {
        return new InstanceHistory(history, certainty, Optional.empty(), arrival);
    }

    InstanceHistory withLastOperation(ActionId action) {
        return new InstanceHistory(history, certainty, Optional.of(action), arrival);
    }
}
