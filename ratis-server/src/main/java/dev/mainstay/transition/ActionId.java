// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.transition;

import java.util.Comparator;

/**
 * Names one action for good: the log index of the adoption that first ordered it, and its number in
 * that transition. An action that a later transition takes over keeps its id.
 */
public record ActionId(long transition, int number) implements Comparable<ActionId> {

    private static final Comparator<ActionId> ORDER = Comparator.comparingLong(ActionId::transition)
            .thenComparingInt(ActionId::number);

    @Override
    public int compareTo(ActionId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return transition + "." + number;
    }
}
