// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import java.util.concurrent.CompletableFuture;

/** A node's line to whoever leads, for renewals of its quorum lease (safety.md 16). */
public interface LeaseClient {

    /** Never completes exceptionally: no answer in time is a {@link Reply.Unreachable}. */
    CompletableFuture<Reply> renew(Renewal renewal);

    /**
     * @param sequence counts the renewals of one daemon run
     * @param bootId the kernel's boot id
     * @param wallMillis the sender's wall clock, for the leader's comparison of clocks
     * @param rejoining sent by a daemon that has started again and has not joined yet, about the
     *         incarnation before it: a sign of life that counts as unhealthy and gets no lease
     */
    record Renewal(
            String node,
            long incarnation,
            long sequence,
            String bootId,
            long appliedIndex,
            boolean applierHealthy,
            boolean executorHealthy,
            boolean agentHealthy,
            boolean watchdogArmed,
            long wallMillis,
            boolean rejoining) {}

    /** The leader's answer. */
    sealed interface Reply {
        /** The lease runs for {@code leaseMillis} from the node's own sending. */
        record Granted(long term, long commitIndex, long leaseMillis) implements Reply {}

        /** The incarnation is lost, unknown or superseded: join again. */
        record Refused(String reason) implements Reply {}

        /** Nobody answered who leads and could prove it. */
        record Unreachable(String reason) implements Reply {}
    }
}
