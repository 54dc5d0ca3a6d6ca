// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

/** What became of an execution; the numbers are those that histories in the field carry. */
public enum OperationStatus {
    PENDING(-1),
    DONE(0),
    CANCELLED(1),
    TIMED_OUT(2),
    NOT_SUPPORTED(3),
    ERROR(4),
    HARD_ERROR(5),
    FATAL_ERROR(6),
    NOT_INSTALLED(7),
    NOT_CONNECTED(8),
    INVALID(9),
    NO_FENCE_DEVICE(10),
    NO_SECRETS(11),
    UNKNOWN(-2);

    private final int code;

    OperationStatus(int code) {
        this.code = code;
    }

    /** The status with this number; {@link #UNKNOWN} if there is none. */
    public static OperationStatus of(int code) {
        for (OperationStatus candidate : values()) {
            if (candidate.code == code) {
                return candidate;
            }
        }
        return UNKNOWN;
    }

    public int code() {
        return code;
    }
}
