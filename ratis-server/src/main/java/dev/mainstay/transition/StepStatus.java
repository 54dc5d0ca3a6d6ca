// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.transition;

/** How far an action of the adopted transition is. */
public enum StepStatus {
    /** Predecessors, a limit or a wanted plan keep it back. */
    WAITING,
    /** Ordered and unsettled, begun or not. */
    IN_FLIGHT,
    /** Ended as expected: what comes after it may begin. */
    DONE,
    /** Ended otherwise than expected. */
    FAILED,
    /** Nobody can say how it ended; to be probed or fenced. */
    UNKNOWN,
    /** It was ordered and certainly not carried out, or does not matter any more. */
    VOID;

    /** Whether nothing more is to come of it. */
    public boolean isSettled() {
        return switch (this) {
            case WAITING, IN_FLIGHT -> false;
            case DONE, FAILED, UNKNOWN, VOID -> true;
        };
    }
}
