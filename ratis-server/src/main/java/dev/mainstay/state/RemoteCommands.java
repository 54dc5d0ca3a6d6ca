// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.state.ClusterEvent.Kind;
import dev.mainstay.state.Join.Host;
import dev.mainstay.state.NodeEvent.RemoteJoined;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.StepStatus;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.TransitionProgress;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of remote machines. A remote machine takes part while a member, its host, holds its
 * connection; the host's end is the end of that, in the same entry.
 */
final class RemoteCommands {

    private RemoteCommands() {}

    /**
     * The connection is up. Only the member on which its start is in flight can have made it, and
     * connections start where no other is: so no two members order at the same time (safety.md 11).
     */
    static Optional<Rejection> join(StateDraft draft, NodeRecord node, RemoteJoined joined) {
        if (!draft.membership.remotes().containsKey(node.node())) {
            return Optional.of(new Rejection.NotPossibleNow(
                    "node " + node.node() + " is no remote machine"));
        }
        Optional<NodeRecord> host = draft.node(joined.host());
        if (host.isEmpty()) {
            return Optional.of(new Rejection.NotFound(joined.host().value(),
                    "node " + joined.host() + " is no member of this cluster"));
        }
        return NodeCommands.refuseOther(host.get(), joined.hostIncarnation())
                .or(() -> refuseUnordered(draft, node.node(), joined))
                .or(() -> {
                    Join join = new Join(draft.index(), joined.bootId(), draft.featureLevel,
                            joined.version(), draft.now(), Optional.of(
                                    new Host(joined.host(), joined.hostIncarnation())));
                    Joins.enter(draft, node, join);
                    return Optional.empty();
                });
    }

    private static Optional<Rejection> refuseUnordered(
            StateDraft draft, NodeId remote, RemoteJoined joined) {
        boolean ordered = draft.progress.inFlight().values().stream()
                .filter(action -> action.node().equals(joined.host())
                        && action.incarnation() == joined.hostIncarnation())
                .flatMap(action -> TransitionProgress.resourceAction(action).stream())
                .anyMatch(action -> isStartOf(action, remote));
        return ordered
                ? Optional.empty()
                : Optional.of(new Rejection.Outdated("no start of the connection to " + remote
                        + " is in flight on " + joined.host()));
    }

    private static boolean isStartOf(ResourceAction action, NodeId remote) {
        boolean connection = action.instance().value().equals(remote.value());
        return connection && (action.task() == Task.START || action.task() == Task.MIGRATE_FROM);
    }

    /** What still runs there runs on, unwatched, and is taken for lost. */
    static Optional<Rejection> disconnect(StateDraft draft, NodeRecord node) {
        if (!node.isRemote()) {
            return Optional.of(new Rejection.NotPossibleNow(
                    "node " + node.node() + " is no remote machine"));
        }
        if (!node.isEmpty()) {
            lose(draft, node.node(), "its connection was ended while it ran something");
            return Optional.empty();
        }
        InFlightEnds.ofNode(draft, node.node(), StepStatus.VOID);
        draft.node(node.node())
                .ifPresent(now -> draft.put(now.emptied(NodeState.LEFT, draft.now())));
        Arrivals.settled(draft, node.node());
        draft.want(Grade.SAFETY, "remote node " + node.node() + " was disconnected");
        draft.happened(Kind.NODE_LEFT, node.node(), "", "");
        return Optional.empty();
    }

    /** To be called after every command: no remote machine outlives its host's incarnation. */
    static void loseHostless(StateDraft draft) {
        for (NodeId name : draft.membership.remotes().keySet()) {
            draft.node(name)
                    .filter(node -> node.isActive() && hostIsGone(draft, node.join()))
                    .ifPresent(node -> lose(draft, name, "its host is gone"));
            draft.node(name)
                    .filter(node -> node.pendingJoin().filter(join -> hostIsGone(draft, join))
                            .isPresent())
                    .ifPresent(node -> draft.put(node.withPendingJoin(Optional.empty())));
        }
    }

    private static boolean hostIsGone(StateDraft draft, Join join) {
        return join.host()
                .flatMap(host -> draft.node(host.node())
                        .filter(node -> node.isActive()
                                && node.incarnation() == host.incarnation()))
                .isEmpty();
    }

    private static void lose(StateDraft draft, NodeId name, String why) {
        InFlightEnds.ofNode(draft, name, StepStatus.UNKNOWN);
        draft.node(name).ifPresent(now -> draft.put(now.withState(NodeState.LOST, draft.now())));
        draft.want(Grade.SAFETY, "remote node " + name + " was lost");
        draft.happened(Kind.NODE_LOST, name, "", why);
    }

    /** Why something that only a member does is not for this node; empty for a member. */
    static Optional<Rejection> refuseRemote(StateDraft draft, NodeId name, String advice) {
        return draft.membership.remotes().containsKey(name)
                ? Optional.of(new Rejection.NotPossibleNow(
                        "node " + name + " is a remote machine: " + advice))
                : Optional.empty();
    }

    /**
     * A connection cannot be forgotten while something may run behind it: nobody could ask about
     * it, stop it or fence the machine, and it would be started elsewhere.
     */
    static Optional<Rejection> refuseForgetting(StateDraft draft, Configuration after) {
        List<NodeId> inUse = draft.membership.remotes().keySet().stream()
                .filter(name -> draft.node(name)
                        .filter(node -> !node.state().isSettled() && !node.isEmpty())
                        .isPresent())
                .toList();
        if (inUse.isEmpty()) {
            return Optional.empty();
        }
        ConfigurationIndex index = ConfigurationIndex.of(after);
        return inUse.stream()
                .filter(name -> index.agent(new ResourceId(name.value()))
                        .filter(AgentName::isRemoteConnection).isEmpty())
                .findFirst()
                .map(name -> new Rejection.NotPossibleNow("resource " + name + " connects to a"
                        + " remote machine on which something may run: disable it first"));
    }
}
