// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

/** A document that cannot be understood; the message names the element, its id and its line. */
public final class CibFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    public CibFormatException(String message) {
        super(message);
    }

    CibFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
