// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.ResourceHistory;
import dev.mainstay.transition.ActionId;
import java.util.Optional;

/**
 * What a machine last did with an instance, and whether that still tells what is there.
 *
 * @param lastOperation the last start, promote, demote, stop or migration that was carried out: the
 *         epoch of monitor reports (safety.md 12)
 */
public record InstanceHistory(
        ResourceHistory history,
        Certainty certainty,
        Optional<ActionId> lastOperation) {

    /** Whether a history can be relied on. */
    public enum Certainty {
        KNOWN,
        /** An outcome is missing: it may be active or not, until a probe or fencing settles it. */
        UNKNOWN
    }

    public boolean isKnown() {
        return certainty == Certainty.KNOWN;
    }

    /** What the records say of the instance; nothing is certain unless {@link #isKnown}. */
    public Activity activity() {
        return isKnown() ? Activity.of(history) : Activity.UNKNOWN;
    }

    InstanceHistory withHistory(ResourceHistory changed) {
        return new InstanceHistory(changed, certainty, lastOperation);
    }

    InstanceHistory withCertainty(Certainty changed) {
        return new InstanceHistory(history, changed, lastOperation);
    }

    /** What came last had no entry, so that no report can be told to be from before it. */
    InstanceHistory withoutLastOperation() {
        return new InstanceHistory(history, certainty, Optional.empty());
    }

    InstanceHistory withLastOperation(ActionId action) {
        return new InstanceHistory(history, certainty, Optional.of(action));
    }
}
