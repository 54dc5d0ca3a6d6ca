// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Member;
import dev.mainstay.state.NodeRecord;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * How long a daemon that has nothing left to do still votes: until nobody else is leaving, because
 * the last ones of a cluster that is stopped as a whole could not record it without a majority; and
 * a leader until another leads, or until the others have heard that they left as well.
 */
final class LastWatch {

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** Without a leader for so long nothing more can be learnt or helped. */
    private static final Duration LEADERLESS = Duration.ofSeconds(3);

    /** So many heartbeats tell the followers what was committed last. */
    private static final Duration LEADER_STAYS = Duration.ofMillis(1_500);

    private final NodeId self;
    private final StateSource states;
    private final Leadership leadership;
    private final NodeClock clock;
    private final EventLoop loop;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private OptionalLong leaderlessSince = OptionalLong.empty();
    private OptionalLong deserted = OptionalLong.empty();

    LastWatch(
            NodeId self,
            StateSource states,
            Leadership leadership,
            NodeClock clock,
            EventLoop loop) {
        this.self = self;
        this.states = states;
        this.leadership = leadership;
        this.clock = clock;
        this.loop = loop;
    }

    /** Completes when the daemon may end; never fails. */
    CompletableFuture<Void> begin() {
        loop.execute(this::look);
        return over;
    }

    /** Hands leadership to a node that stays, if this one leads and there is one. */
    static CompletableFuture<Boolean> handOver(
            NodeId self, ClusterState state, Leadership leadership) {
        List<NodeId> staying = staying(self, state);
        return leadership.leader().filter(self::equals).isPresent() && !staying.isEmpty()
                ? leadership.transferTo(staying.getFirst())
                : CompletableFuture.completedFuture(true);
    }

    private static List<NodeId> staying(NodeId self, ClusterState state) {
        return state.nodes().values().stream()
                .filter(node -> node.isActive() && !node.isLeaving() && !node.isRestarting())
                .map(NodeRecord::node)
                .filter(node -> !node.equals(self))
                .filter(node -> state.member(node).filter(Member::voter).isPresent())
                .toList();
    }

    private void look() {
        ClusterState state = states.current();
        boolean othersLeave = state.nodes().values().stream()
                .anyMatch(node -> node.isLeaving() && !node.node().equals(self));
        if (leadership.leader().isEmpty()) {
            deserted = OptionalLong.empty();
            leaderlessSince = begun(leaderlessSince);
            if (hasLasted(leaderlessSince, LEADERLESS)) {
                over.complete(null);
                return;
            }
        } else {
            leaderlessSince = OptionalLong.empty();
            if (!othersLeave) {
                nobodyElseLeaves(state);
                return;
            }
        }
        lookAgain();
    }

    private void nobodyElseLeaves(ClusterState state) {
        if (leadership.leader().filter(self::equals).isEmpty()) {
            over.complete(null);
        } else if (!staying(self, state).isEmpty()) {
            loop.when(handOver(self, state, leadership), moved -> over.complete(null));
        } else {
            deserted = begun(deserted);
            if (hasLasted(deserted, LEADER_STAYS)) {
                over.complete(null);
            } else {
                lookAgain();
            }
        }
    }

    private void lookAgain() {
        loop.after(LOOK_EVERY, this::look);
    }

    private OptionalLong begun(OptionalLong since) {
        return since.isPresent() ? since : OptionalLong.of(clock.bootNanos());
    }

    private boolean hasLasted(OptionalLong since, Duration time) {
        return since.isPresent() && clock.bootNanos() - since.getAsLong() >= time.toNanos();
    }
}
