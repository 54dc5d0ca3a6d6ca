// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.transition;

/**
 * What a machine said of itself that bounds the actions on it.
 *
 * @param processors that its work may use
 */
public record NodeThrottle(ThrottleMode mode, int processors) {

    /**
     * Of a machine that has said nothing yet: low load, as in Pacemaker. Its processors are
     * guessed; hardly a machine has fewer than four, and it says within moments of its join.
     */
    public static final NodeThrottle UNKNOWN = new NodeThrottle(ThrottleMode.LOW, 4);
}
