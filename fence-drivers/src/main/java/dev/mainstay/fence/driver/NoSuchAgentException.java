// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.driver;

/** The fence agent is not on this machine. */
public final class NoSuchAgentException extends Exception {
    private static final long serialVersionUID = 1L;

    public NoSuchAgentException(String agent) {
        super("no fence agent " + agent + " on this machine");
    }
}
