// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import java.time.Duration;

/**
 * The clockwork of leases and of the judgement that a machine is lost. All members need the same
 * values; elapsed times are measured on {@link NodeClock#bootNanos}.
 *
 * @param renewEvery how often a node asks for its lease
 * @param answerWithin how long an answer may take before it counts as none
 * @param lease how long a grant lasts, from the node's own sending
 * @param suspectAfter silence after which a node is suspected, which outlives the leader
 * @param loseAfter silence after which a node is lost and may be fenced
 * @param unhealthyFor how long a node may report that a part of it stands still
 * @param tick how often the leader looks
 * @param tickGap a longer pause between two looks restarts all graces: the leader itself slept
 */
public record LivenessSettings(
        Duration renewEvery,
        Duration answerWithin,
        Duration lease,
        Duration suspectAfter,
        Duration loseAfter,
        Duration unhealthyFor,
        Duration tick,
        Duration tickGap) {

    /**
     * For machines in one room.
     *
     * <p>A lease has to outlast a change of leader, or each death of a leader would stop the
     * services of healthy machines: elections were measured to take up to 2.6 s. It costs nothing
     * where fencing is configured, because a lost machine is settled by fencing and not by the end
     * of its lease; where it is not, services wait for the lease and the stop budget.
     *
     * <p>A machine is lost after six renewals in a row failed to arrive: a pause of a JVM on a busy
     * machine stays below that, and detection leaves half of three seconds for fencing and start.
     */
    public static final LivenessSettings LOCAL_NETWORK = new LivenessSettings(
            Duration.ofMillis(250),
            Duration.ofMillis(1_000),
            Duration.ofMillis(5_000),
            Duration.ofMillis(750),
            Duration.ofMillis(1_500),
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofMillis(600));

    public LivenessSettings {
        requireOrder("renewEvery", renewEvery, "suspectAfter", suspectAfter);
        requireOrder("suspectAfter", suspectAfter, "loseAfter", loseAfter);
        requireOrder("renewEvery", renewEvery, "lease", lease);
        requireOrder("tick", tick, "tickGap", tickGap);
        requireOrder("tickGap", tickGap, "loseAfter", loseAfter);
        if (answerWithin.isNegative() || answerWithin.isZero() || unhealthyFor.isNegative()) {
            throw new IllegalArgumentException("liveness: durations have to be positive");
        }
    }

    /** What a suspect of a former leader gets from a new one: time to renew once (safety.md 17). */
    public Duration renewalPeriod() {
        return renewEvery.multipliedBy(2);
    }

    private static void requireOrder(String shorter, Duration a, String longer, Duration b) {
        if (a.isNegative() || a.isZero() || a.compareTo(b) >= 0) {
            throw new IllegalArgumentException("liveness: " + shorter + " (" + a.toMillis()
                    + " ms) has to be positive and shorter than " + longer + " (" + b.toMillis()
                    + " ms)");
        }
    }
}
