// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

/** A file that cannot be used as a backup; the message is for the person who named it. */
public final class UnusableBackup extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public UnusableBackup(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    UnusableBackup(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong with it. */
    public enum Reason {
        /** Something else, or nothing. */
        NO_BACKUP,
        /** The end is missing. */
        CUT_SHORT,
        /** Its bytes are not those that were written. */
        DAMAGED,
        /** Written by a version that knows more. */
        NEWER,
        /** Of a cluster other than the one that was asked for. */
        OTHER_CLUSTER
    }
}
