// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.standard;

/** A resource agent cannot be described. */
public final class MetadataException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whose fault it is. */
    public enum Reason {
        NO_SUCH_AGENT, UNUSABLE
    }

    private final Reason reason;

    public MetadataException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public MetadataException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
