// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import java.time.Duration;

/**
 * How long the peers wait for each other.
 *
 * @param electionMin shortest silence of a leader before a follower stands for election
 * @param electionMax longest such silence; the timeouts are drawn between the two
 * @param stepDown how long a leader that hears no majority keeps leading, and then stays barred
 *     from elections
 * @param proofLimit how long a round that proves leadership may take
 */
public record RaftTiming(
        Duration electionMin, Duration electionMax, Duration stepDown, Duration proofLimit) {
    /**
     * For a local network. Below 500 ms, machines with busy processors lost their leader without
     * need; above a second, a failover takes longer than services can bear. The step-down wait of
     * Ratis is 10 s and once kept a cluster without a leader for 14 s.
     */
    public static final RaftTiming LAN =
            new RaftTiming(
                    Duration.ofMillis(500),
                    Duration.ofMillis(1000),
                    Duration.ofMillis(1000),
                    Duration.ofMillis(1000));

    public RaftTiming {
        if (electionMin.isZero() || electionMin.isNegative() || stepDown.isNegative()) {
            throw new IllegalArgumentException("timeouts must be positive");
        }
        if (electionMax.compareTo(electionMin) <= 0) {
            throw new IllegalArgumentException(
                    "the longest election timeout " + electionMax + " must exceed the shortest "
                            + electionMin);
        }
        if (proofLimit.isZero() || proofLimit.isNegative()) {
            throw new IllegalArgumentException("the proof limit must be positive");
        }
    }
}
