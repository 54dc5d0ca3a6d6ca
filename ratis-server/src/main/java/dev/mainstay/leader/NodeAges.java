// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.model.NodeId;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long each incarnation has been silent, as far as the present leader can tell. Silence counts
 * from the latest of: the last renewal, the first sight of the incarnation under this leadership
 * (for the previous leader: the own last contact with it), and the end of the last gap in this
 * node's own ticks. So a leader that slept blames nobody for what it could not hear.
 */
final class NodeAges {

    /** With the default period two seconds, in which a daemon does what it never did before. */
    private static final int STEADY_RENEWALS = 8;

    private final SortedMap<Incarnation, Long> heardNanos = new TreeMap<>();
    private final SortedMap<Incarnation, Long> seenNanos = new TreeMap<>();
    private final SortedMap<Incarnation, Long> unhealthySinceNanos = new TreeMap<>();
    private final SortedMap<Incarnation, Integer> newcomers = new TreeMap<>();
    private final long gapNanos;
    private final long steadyNanos;
    private OptionalLong lastTickNanos = OptionalLong.empty();
    private long gapEndedNanos;
    private long leadingSinceNanos;

    /**
     * @param gapNanos how far apart two ticks may be
     * @param steadyNanos how far apart two renewals of a newcomer may be that shall count
     */
    NodeAges(long gapNanos, long steadyNanos, long nowNanos) {
        this.gapNanos = gapNanos;
        this.steadyNanos = steadyNanos;
        this.gapEndedNanos = nowNanos;
        this.leadingSinceNanos = nowNanos;
    }

    /** To be called at each tick, leading or not. */
    void tick(long nowNanos) {
        if (lastTickNanos.isPresent() && nowNanos - lastTickNanos.getAsLong() > gapNanos) {
            gapEndedNanos = nowNanos;
            unhealthySinceNanos.replaceAll((incarnation, since) -> nowNanos);
        }
        lastTickNanos = OptionalLong.of(nowNanos);
    }

    /** Forgets what was heard under an earlier leadership. */
    void beginLeading(long nowNanos) {
        leadingSinceNanos = nowNanos;
        heardNanos.clear();
        seenNanos.clear();
        unhealthySinceNanos.clear();
        newcomers.clear();
    }

    /** Takes over what this node knew of an incarnation before it led. */
    void lastContact(Incarnation previousLeader, long bootNanos) {
        heardNanos.put(previousLeader, bootNanos);
    }

    /** The log has this incarnation; to be called at each look, the first one counts. */
    void seen(Incarnation incarnation, long nowNanos) {
        boolean known = seenNanos.putIfAbsent(incarnation, nowNanos) != null;
        if (!known && nowNanos > leadingSinceNanos) {
            newcomers.put(incarnation, 0);
        }
    }

    /**
     * Whether an incarnation has joined under this leadership and was not yet heard
     * {@value #STEADY_RENEWALS} times on end.
     */
    boolean isNewcomer(Incarnation incarnation) {
        return newcomers.containsKey(incarnation);
    }

    void heard(Incarnation incarnation, boolean healthy, long nowNanos) {
        countSteady(incarnation, nowNanos);
        heardNanos.put(incarnation, nowNanos);
        if (healthy) {
            unhealthySinceNanos.remove(incarnation);
        } else {
            unhealthySinceNanos.putIfAbsent(incarnation, nowNanos);
        }
    }

    private void countSteady(Incarnation incarnation, long nowNanos) {
        long since = nowNanos - heardNanos.getOrDefault(incarnation, nowNanos);
        newcomers.computeIfPresent(incarnation, (newcomer, count) -> {
            int next = since <= steadyNanos ? count + 1 : 1;
            return next < STEADY_RENEWALS ? next : null;
        });
    }

    /** Whether a renewal of this incarnation has arrived under this leadership. */
    boolean heardWhileLeading(Incarnation incarnation) {
        Long heard = heardNanos.get(incarnation);
        return heard != null && heard >= leadingSinceNanos;
    }

    long silentNanos(Incarnation incarnation, long nowNanos) {
        long seen = seenNanos.getOrDefault(incarnation, nowNanos);
        long since = heardNanos.getOrDefault(incarnation, seen);
        return nowNanos - Math.max(since, gapEndedNanos);
    }

    long unhealthyNanos(Incarnation incarnation, long nowNanos) {
        return nowNanos - unhealthySinceNanos.getOrDefault(incarnation, nowNanos);
    }

    /** One life of a node: from a join to the next. */
    record Incarnation(NodeId node, long index) implements Comparable<Incarnation> {

        private static final Comparator<Incarnation> ORDER =
                Comparator.comparing(Incarnation::node).thenComparingLong(Incarnation::index);

        @Override
        public int compareTo(Incarnation other) {
            return ORDER.compare(this, other);
        }
    }
}
