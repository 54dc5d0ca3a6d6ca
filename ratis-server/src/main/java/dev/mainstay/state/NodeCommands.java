// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.ClusterEvent.Kind;
import dev.mainstay.state.NodeEvent.Cleared;
import dev.mainstay.state.NodeEvent.Disconnected;
import dev.mainstay.state.NodeEvent.Joined;
import dev.mainstay.state.NodeEvent.Left;
import dev.mainstay.state.NodeEvent.Lost;
import dev.mainstay.state.NodeEvent.RemoteJoined;
import dev.mainstay.state.NodeEvent.RestartAnnounced;
import dev.mainstay.state.NodeEvent.ShutdownRequested;
import dev.mainstay.state.NodeEvent.Suspected;
import dev.mainstay.state.NodeEvent.ThrottleChanged;
import dev.mainstay.state.NodeEvent.WatchdogChanged;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.transition.NodeThrottle;
import dev.mainstay.transition.StepStatus;
import java.util.Optional;

/** What becomes of machines (safety.md 13, 14). */
final class NodeCommands {

    private NodeCommands() {}

    static Optional<Rejection> record(StateDraft draft, NodeId name, NodeEvent event) {
        Optional<NodeRecord> found = draft.node(name);
        if (found.isEmpty()) {
            return Optional.of(new Rejection.NotFound(name.value(),
                    "node " + name + " is no member of this cluster"));
        }
        NodeRecord node = found.get();
        return switch (event) {
            case Joined joined -> RemoteCommands.refuseRemote(draft, name,
                    "no daemon of its own can join as it")
                    .or(() -> Joins.join(draft, node, joined));
            case Suspected(long term, long incarnation) -> Terms.refuseOther(draft, term)
                    .or(() -> refuseOther(node, incarnation))
                    .or(() -> suspect(draft, node));
            case Cleared(long term, long incarnation) -> Terms.refuseOther(draft, term)
                    .or(() -> refuseOther(node, incarnation))
                    .or(() -> clear(draft, node));
            case Lost lost -> Terms.refuseOther(draft, lost.term())
                    .or(() -> lose(draft, node, lost));
            case ShutdownRequested requested -> RemoteCommands.refuseRemote(draft, name,
                    "to empty it, disable the resource " + name + " that connects to it")
                    .or(() -> refuseOther(node, requested.incarnation()))
                    .or(() -> shutDown(draft, node, requested));
            case Left(long incarnation) -> leave(draft, node, incarnation);
            case RestartAnnounced(long incarnation) ->
                    refuseOther(node, incarnation).or(() -> announceRestart(draft, node));
            case RemoteJoined joined -> RemoteCommands.join(draft, node, joined);
            case Disconnected(long incarnation) -> refuseOther(node, incarnation)
                    .or(() -> RemoteCommands.disconnect(draft, node));
            case ThrottleChanged(long incarnation, NodeThrottle throttle) ->
                    refuseOther(node, incarnation).or(() -> throttle(draft, node, throttle));
            case WatchdogChanged(long incarnation, boolean armed) ->
                    refuseOther(node, incarnation).or(() -> watch(draft, node, armed));
        };
    }

    /** A rejection unless the incarnation is the present one and takes part. */
    static Optional<Rejection> refuseOther(NodeRecord node, long incarnation) {
        if (incarnation != node.incarnation()) {
            return Optional.of(new Rejection.Outdated("incarnation " + incarnation + " of "
                    + node.node() + " is not the present one, " + node.incarnation()));
        }
        return node.isActive()
                ? Optional.empty()
                : Optional.of(new Rejection.Outdated("incarnation " + incarnation + " of "
                        + node.node() + " is " + node.state().text()));
    }

    private static Optional<Rejection> suspect(StateDraft draft, NodeRecord node) {
        if (node.state() != NodeState.SUSPECTED) {
            draft.put(node.withState(NodeState.SUSPECTED, draft.now()));
            draft.happened(Kind.NODE_SUSPECTED, node.node(), "", "");
        }
        return Optional.empty();
    }

    private static Optional<Rejection> clear(StateDraft draft, NodeRecord node) {
        if (node.state() == NodeState.SUSPECTED) {
            boolean leaving = node.attributes().containsKey(NodeRecord.SHUTDOWN);
            draft.put(node.withState(leaving ? NodeState.SHUTTING_DOWN : NodeState.ONLINE,
                    draft.now()));
            if (leaving) {
                draft.want(Grade.FRESHNESS, "node " + node.node() + " still wants to shut down");
            }
            draft.happened(Kind.NODE_CLEARED, node.node(), "", "");
        }
        return Optional.empty();
    }

    /** Final for the incarnation: nobody knows what of its orders was carried out. */
    private static Optional<Rejection> lose(StateDraft draft, NodeRecord node, Lost lost) {
        boolean pending = node.pendingJoin()
                .filter(join -> join.incarnation() == lost.incarnation())
                .isPresent();
        if (pending) {
            draft.put(node.withPendingJoin(Optional.empty()));
            draft.happened(Kind.NODE_LOST, node.node(), "", lost.reason());
            return Optional.empty();
        }
        Optional<Rejection> other = refuseOther(node, lost.incarnation());
        if (other.isPresent()) {
            return other;
        }
        InFlightEnds.ofNode(draft, node.node(), StepStatus.UNKNOWN);
        draft.node(node.node()).ifPresent(now -> draft.put(now
                .withState(NodeState.LOST, draft.now())));
        draft.want(Grade.SAFETY, "node " + node.node() + " was lost");
        draft.happened(Kind.NODE_LOST, node.node(), "", lost.reason());
        return Optional.empty();
    }

    private static Optional<Rejection> shutDown(
            StateDraft draft, NodeRecord node, ShutdownRequested requested) {
        if (node.attributes().containsKey(NodeRecord.SHUTDOWN)) {
            return Optional.empty();
        }
        draft.put(node
                .withAttributes(node.attributes().plus(NodeRecord.SHUTDOWN,
                        Long.toString(requested.at().getEpochSecond())))
                .withState(NodeState.SHUTTING_DOWN, draft.now()));
        draft.want(Grade.SAFETY, "node " + node.node() + " wants to shut down");
        draft.happened(Kind.NODE_SHUTDOWN_REQUESTED, node.node(), "", "");
        return Optional.empty();
    }

    private static Optional<Rejection> leave(
            StateDraft draft, NodeRecord node, long incarnation) {
        boolean pending = node.pendingJoin()
                .filter(join -> join.incarnation() == incarnation)
                .isPresent();
        if (pending) {
            draft.put(node.withPendingJoin(Optional.empty()));
            return Optional.empty();
        }
        Optional<Rejection> other = refuseOther(node, incarnation);
        if (other.isPresent()) {
            return other;
        }
        if (!node.isEmpty()) {
            return Optional.of(new Rejection.NotPossibleNow("node " + node.node()
                    + " cannot leave: something may still run on it"));
        }
        InFlightEnds.ofNode(draft, node.node(), StepStatus.VOID);
        draft.node(node.node())
                .ifPresent(now -> draft.put(now.emptied(NodeState.LEFT, draft.now())));
        Arrivals.settled(draft, node.node());
        draft.want(Grade.SAFETY, "node " + node.node() + " left");
        draft.happened(Kind.NODE_LEFT, node.node(), "", "");
        return Optional.empty();
    }

    private static Optional<Rejection> announceRestart(StateDraft draft, NodeRecord node) {
        draft.put(node.restarting(draft.now()));
        draft.happened(Kind.NODE_RESTARTING, node.node(), "", "");
        return Optional.empty();
    }

    /** No plan depends on it; what waits for the limits that it changes begins in this apply. */
    private static Optional<Rejection> throttle(
            StateDraft draft, NodeRecord node, NodeThrottle throttle) {
        draft.put(node.withThrottle(throttle));
        return Optional.empty();
    }

    private static Optional<Rejection> watch(StateDraft draft, NodeRecord node, boolean armed) {
        NodeRecord.Watchdog watchdog =
                armed ? NodeRecord.Watchdog.ARMED : NodeRecord.Watchdog.DISARMED;
        if (watchdog != node.watchdog()) {
            draft.put(node.withWatchdog(watchdog));
            draft.want(Grade.FRESHNESS, "the watchdog of " + node.node() + " changed");
        }
        return Optional.empty();
    }
}
