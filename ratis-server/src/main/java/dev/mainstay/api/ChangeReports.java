// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.effect.Effect;
import java.util.ArrayList;
import java.util.List;

/**
 * What a follower of one change is told after each look at the cluster: only what is new, and that
 * nothing is left to do only together with all that was done.
 */
final class ChangeReports {

    private final List<Effect> untold = new ArrayList<>();
    private List<String> remaining = List.of();

    /** What is to be told now. */
    sealed interface Report {
        /** Nothing new. */
        record Nothing() implements Report {}

        /** @param remaining never empty: that is the sign of the end */
        record UnderWay(List<Effect> effects, List<String> remaining) implements Report {}

        /** The last report. */
        record Settled(List<Effect> effects) implements Report {}
    }

    /**
     * The report after a look.
     *
     * @param effects found since the look before
     * @param left what is left to do in the state looked at
     * @param complete whether all that led to that state has been found
     */
    Report after(List<Effect> effects, List<String> left, boolean complete) {
        untold.addAll(effects);
        if (left.isEmpty()) {
            return complete ? new Report.Settled(take()) : new Report.Nothing();
        }
        if (untold.isEmpty() && left.equals(remaining)) {
            return new Report.Nothing();
        }
        remaining = List.copyOf(left);
        return new Report.UnderWay(take(), remaining);
    }

    private List<Effect> take() {
        List<Effect> taken = List.copyOf(untold);
        untold.clear();
        return taken;
    }
}
