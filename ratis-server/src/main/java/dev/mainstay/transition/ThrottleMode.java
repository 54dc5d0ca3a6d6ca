// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.transition;

/** How far a machine is beyond the load that it is meant to take: the further, the less to do. */
public enum ThrottleMode {
    NONE,
    LOW,
    MEDIUM,
    HIGH;

    /** What is left of a number of actions; at least one, so that work goes on. */
    int share(int actions) {
        int left = switch (this) {
            case NONE -> actions;
            case LOW -> actions / 2;
            case MEDIUM -> actions / 4;
            case HIGH -> 1;
        };
        return Math.max(1, left);
    }
}
