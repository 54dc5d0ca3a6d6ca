// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.leader.NodeAges.Incarnation;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.scheduler.FenceDevicePlacement;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.FencingRecord;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.NodeState;
import dev.mainstay.transition.FenceOperation;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gives each open fence operation its one owner (safety.md 15).
 *
 * <p>The owner is a machine that is online, one that is to be fenced itself only if there is no
 * other: those that may use more of the devices first; among equals this leader, because it sees
 * the assignment first; after a failure the next one, because another machine may reach the device.
 * After fencing-max-attempts
 * failures in a row it is retried only once in a recheck interval. An operation whose owner is gone
 * gets a new one when the old one was settled, or when its lease and the time to kill its fence
 * agent have passed on this leader's own clock.
 */
final class FenceAssigner {

    /** A fence agent is ended within that after its owner's lease: TERM, then KILL. */
    static final Duration KILL_MARGIN = Duration.ofSeconds(5);

    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(60);
    private static final int MOST_DOUBLINGS = 6;

    private final NodeId self;
    private final Duration ownerGrace;
    private final LeaderOptions options;
    private final SortedMap<Incarnation, Long> firstSeen = new TreeMap<>();
    private final SortedMap<Incarnation, Long> ownerGoneSince = new TreeMap<>();

    FenceAssigner(NodeId self, LivenessSettings settings, LeaderOptions options) {
        this.self = self;
        this.options = options;
        this.ownerGrace = settings.lease().plus(KILL_MARGIN);
    }

    void clear() {
        firstSeen.clear();
        ownerGoneSince.clear();
    }

    /** What is to be done now; to be asked at each tick and after each new state. */
    List<Step> steps(ClusterState state, long nowNanos) {
        List<FencingRecord> open = List.copyOf(state.fencing().open().values());
        List<Incarnation> present = open.stream().map(FenceAssigner::target).toList();
        firstSeen.keySet().retainAll(present);
        ownerGoneSince.keySet().retainAll(present);
        return open.stream()
                .flatMap(record -> step(record, state, nowNanos).stream())
                .toList();
    }

    private Optional<Step> step(FencingRecord record, ClusterState state, long nowNanos) {
        if (!isDue(record, state, nowNanos)) {
            return Optional.empty();
        }
        List<NodeId> candidates = candidates(record, state);
        List<NodeId> unharmed = candidates.stream()
                .filter(node -> node.equals(record.target())
                        || !state.fencing().open().containsKey(node))
                .toList();
        int failures = failures(record, state);
        if (record.target().equals(self) && record.operation().settles()) {
            // Whoever is fenced must not be the one that decides about it.
            return choice(unharmed, failures).map(next -> new Step.HandOver(record, next));
        }
        // With all that are left to be fenced themselves, one of them has to fence the others.
        return choice(unharmed.isEmpty() ? candidates : unharmed, failures)
                .map(node -> new Step.Assign(record, node));
    }

    private boolean isDue(FencingRecord record, ClusterState state, long nowNanos) {
        return switch (record.phase()) {
            case PENDING -> {
                long seen = firstSeen.computeIfAbsent(target(record), key -> nowNanos);
                yield nowNanos - seen >= backoff(failures(record, state)).toNanos();
            }
            case RUNNING -> ownerIsGone(record, state, nowNanos);
            case SUCCEEDED, FAILED, CONFIRMED -> false;
        };
    }

    private boolean ownerIsGone(FencingRecord record, ClusterState state, long nowNanos) {
        Optional<NodeRecord> owner = record.owner().flatMap(state::node);
        boolean serves = owner
                .filter(node -> node.isActive() && node.incarnation() < record.assignedAt())
                .isPresent();
        if (serves) {
            ownerGoneSince.remove(target(record));
            return false;
        }
        long since = ownerGoneSince.computeIfAbsent(target(record), key -> nowNanos);
        boolean fenced = owner.filter(node -> node.state() == NodeState.SETTLED
                && node.incarnation() < record.assignedAt()).isPresent();
        return fenced || nowNanos - since >= ownerGrace.toNanos();
    }

    /** Who could carry it out, the best choice first. */
    private List<NodeId> candidates(FencingRecord record, ClusterState state) {
        FenceDevicePlacement placement = FenceDevicePlacement.of(state);
        return state.nodes().values().stream()
                .filter(FenceAssigner::mayServe)
                .filter(node -> state.members().containsKey(node.node()))
                .filter(node -> !node.node().equals(record.target())
                        || record.operation() == FenceOperation.ON)
                .sorted(Comparator.<NodeRecord>comparingLong(node -> placement.bans(node.node()))
                        .thenComparing(node -> node.state() == NodeState.RELEASED)
                        .thenComparing(node -> !node.node().equals(self))
                        .thenComparing(NodeRecord::node))
                .map(NodeRecord::node)
                .toList();
    }

    /** One that was let go stays while something has to stop there, which may wait for fencing. */
    private static boolean mayServe(NodeRecord node) {
        return switch (node.state()) {
            case ONLINE -> !node.isRestarting();
            case SHUTTING_DOWN -> true;
            case RELEASED -> !node.isEmpty();
            case SUSPECTED, ABSENT, LOST, SETTLED, LEFT, UNHEARD -> false;
        };
    }

    private static Optional<NodeId> choice(List<NodeId> candidates, int failures) {
        return candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(candidates.get(failures % candidates.size()));
    }

    private static int failures(FencingRecord record, ClusterState state) {
        return state.fencing().failuresInARow(record.target());
    }

    /** After the configured number of failures only the safety net of rechecks tries again. */
    private Duration backoff(int failures) {
        if (failures == 0) {
            return Duration.ZERO;
        }
        if (failures >= options.fencingAttempts()) {
            return options.recheckInterval().orElse(LeaderOptions.RECHECK_INTERVAL);
        }
        Duration backoff = FIRST_BACKOFF.multipliedBy(
                1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return backoff.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff;
    }

    private static Incarnation target(FencingRecord record) {
        return new Incarnation(record.target(), record.incarnation());
    }

    /** What the leader does about an open fence operation. */
    sealed interface Step {
        record Assign(FencingRecord record, NodeId owner) implements Step {}

        /** The leader's own machine is to be fenced. */
        record HandOver(FencingRecord record, NodeId successor) implements Step {}
    }
}
