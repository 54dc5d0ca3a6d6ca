// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

/**
 * An entry, proposal or outcome that this build cannot read: damaged, or of a later version. A peer
 * that finds one in its log stops before it applies it and never skips it (safety.md 28).
 */
public final class UnreadableEntry extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableEntry(String message) {
        super(message);
    }

    UnreadableEntry(String message, Throwable cause) {
        super(message, cause);
    }
}
