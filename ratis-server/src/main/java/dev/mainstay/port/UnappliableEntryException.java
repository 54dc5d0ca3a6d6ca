// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

/**
 * A committed entry that this build must not apply: it cannot be decoded, or it needs a newer
 * feature level. There is no way past it, because a replica that skipped an entry would differ
 * from the others for ever.
 */
public final class UnappliableEntryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what the entry needs and what this build offers */
    public UnappliableEntryException(String message) {
        super(message);
    }

    /** @param message which entry could not be decoded, and where */
    public UnappliableEntryException(String message, Throwable cause) {
        super(message, cause);
    }
}
