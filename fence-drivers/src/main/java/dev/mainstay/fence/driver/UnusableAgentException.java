// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.driver;

/** The fence agent is there, but what it says of itself cannot be used. */
public final class UnusableAgentException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnusableAgentException(String message) {
        super(message);
    }

    public UnusableAgentException(String message, Throwable cause) {
        super(message, cause);
    }
}
