// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a failing story short: steps are left out, in halves at first and one by one in the end,
 * for as long as the story still ends with a violation of the same invariant.
 */
final class Shrinking {

    private final Planted planted;
    private final int invariant;
    private Story shortest;

    private Shrinking(Story failing, Planted planted, int invariant) {
        this.shortest = failing;
        this.planted = planted;
        this.invariant = invariant;
    }

    /** @param failing ends with a violation of that invariant */
    static Story shrink(Story failing, Planted planted, int invariant) {
        Shrinking shrinking = new Shrinking(failing, planted, invariant);
        int chunk = Math.max(1, failing.steps().size() / 2);
        while (chunk >= 1) {
            boolean shorter = shrinking.leaveOut(chunk);
            if (!shorter) {
                chunk = chunk == 1 ? 0 : chunk / 2;
            }
        }
        return shrinking.shortest;
    }

    private boolean leaveOut(int chunk) {
        for (int from = 0; from < shortest.steps().size(); from += chunk) {
            List<Step> fewer = new ArrayList<>(shortest.steps());
            fewer.subList(from, Math.min(fewer.size(), from + chunk)).clear();
            Story shorter = shortest.with(fewer);
            if (shorter.tell(planted).violation()
                    .filter(found -> found.invariant() == invariant).isPresent()) {
                shortest = shorter;
                return true;
            }
        }
        return false;
    }
}
