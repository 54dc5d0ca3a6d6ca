// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import java.io.IOException;

/** A peer that could not start; the message says what, where, and what to do. */
public final class RaftStartException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why; decides the exit code. */
    public enum Cause {
        /** Another process listens on the Raft port, or the address is not this machine's. */
        PORT_IN_USE,
        /** The folder cannot be read, written or locked. */
        STORAGE_UNUSABLE,
        /** The folder holds something, or nothing, against expectation. */
        STORAGE_UNEXPECTED,
        /** The log, the metadata or the snapshot is damaged: the peer has lost its vote. */
        STORAGE_CORRUPT,
        /** Anything else. */
        OTHER
    }

    private final Cause kind;

    RaftStartException(Cause kind, String message) {
        super(message);
        this.kind = kind;
    }

    RaftStartException(Cause kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Why the peer could not start. */
    public Cause kind() {
        return kind;
    }
}
