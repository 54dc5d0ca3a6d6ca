// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.action;

import java.util.Comparator;

/**
 * Names one action for ever: the incarnation that it is addressed to, and its place in a
 * transition. At most one fork per key (safety rule 8).
 *
 * @param epoch the node's incarnation
 * @param transition log index of the adoption that ordered the action
 * @param number of the action in that transition
 */
public record ActionKey(long epoch, long transition, int number) implements Comparable<ActionKey> {
    private static final Comparator<ActionKey> ORDER = Comparator.comparingLong(ActionKey::epoch)
            .thenComparingLong(ActionKey::transition)
            .thenComparingInt(ActionKey::number);

    @Override
    public int compareTo(ActionKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return epoch + "/" + transition + "/" + number;
    }
}
