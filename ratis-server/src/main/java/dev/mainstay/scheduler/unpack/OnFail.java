// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

/** What a failure asks for, in ascending order of severity. */
public enum OnFail {
    IGNORE,
    DEMOTE,
    RESTART,
    RESET_REMOTE,
    RESTART_CONTAINER,
    BAN,
    BLOCK,
    STOP,
    STANDBY,
    FENCE;

    /** Whether a later success of another operation leaves the consequence in force. */
    boolean survivesSuccess() {
        return switch (this) {
            case BAN, STOP, STANDBY, FENCE -> true;
            case IGNORE, DEMOTE, RESTART, RESET_REMOTE, RESTART_CONTAINER, BLOCK -> false;
        };
    }
}
