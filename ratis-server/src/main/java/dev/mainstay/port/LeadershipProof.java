// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import java.util.Optional;

/** Answer to the question whether this peer led at some moment after the question was put. */
public sealed interface LeadershipProof {
    /**
     * This peer led in {@code term} after the question was put: no leader of a later term had been
     * elected when the round began.
     *
     * @param commitIndex covers every entry that anyone was told of before the question was put
     */
    record Proven(long term, long commitIndex) implements LeadershipProof {}

    /** No majority confirmed it in time. Nothing is known to be wrong; nothing is proven. */
    record NotProven(String reason, Optional<String> leaderId) implements LeadershipProof {}
}
