// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.transition;

/** What is asked of a fence device about a machine. */
public enum FenceOperation {
    REBOOT("reboot"),
    OFF("off"),
    /** Unfencing. */
    ON("on");

    private final String word;

    FenceOperation(String word) {
        this.word = word;
    }

    /** The word in action keys and on a fence agent's standard input. */
    public String word() {
        return word;
    }

    /** Whether success proves that nothing of the machine's incarnation runs any more. */
    public boolean settles() {
        return this != ON;
    }
}
