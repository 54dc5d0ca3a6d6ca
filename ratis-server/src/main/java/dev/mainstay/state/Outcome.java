// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

/** The answer to a command; kept for a while by request id so that a retry gets the same one. */
public sealed interface Outcome {

    /**
     * The command had its effect.
     *
     * @param index log index of the entry
     * @param revision the configuration's revision after it
     */
    record Accepted(long index, long revision) implements Outcome {}

    /** It had none. */
    record Rejected(Rejection rejection) implements Outcome {}
}
