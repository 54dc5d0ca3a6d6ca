// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.BooleanText;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.ClusterEvent.Kind;
import dev.mainstay.state.NodeEvent.Joined;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.transition.StepStatus;
import java.util.Optional;

/**
 * How a machine's new start counts. What its earlier incarnation left behind decides: it has to be
 * settled first, and until it is the join is pending (safety.md 13, 14).
 */
final class Joins {

    private Joins() {}

    static Optional<Rejection> join(StateDraft draft, NodeRecord node, Joined joined) {
        if (joined.supportedLevel() < draft.featureLevel) {
            return Optional.of(new Rejection.NotPossibleNow("node " + node.node()
                    + " supports feature level " + joined.supportedLevel()
                    + " and the cluster is at " + draft.featureLevel + ": upgrade it first"));
        }
        Join join = new Join(draft.index(), joined.bootId(), joined.supportedLevel(),
                joined.version(), draft.now(), Optional.empty());
        boolean sameBoot = joined.bootId().equals(node.join().bootId());
        if (sameBoot && !joined.reaped() && !node.state().isSettled()) {
            return Optional.of(new Rejection.NotPossibleNow("the agent of " + node.node()
                    + " has not ended yet what its last run left: join again once it has"));
        }
        enter(draft, node, join);
        return Optional.empty();
    }

    /** A new incarnation, at once or as soon as what was before it is settled. */
    static void enter(StateDraft draft, NodeRecord node, Join join) {
        // Whatever is at hand of the present incarnation's orders, the new start does not have it.
        InFlightEnds.ofNode(draft, node.node(), StepStatus.UNKNOWN);
        draft.node(node.node())
                .ifPresent(now -> draft.put(now.withPendingJoin(Optional.of(join))));
        draft.want(Grade.SAFETY, "node " + node.node() + " joined");
        admitPending(draft, node.node());
        boolean admitted = draft.node(node.node()).filter(NodeRecord::isPending).isEmpty();
        if (!admitted) {
            overtaken(draft, node.node());
        }
        draft.happened(Kind.NODE_JOINED, node.node(), Long.toString(join.incarnation()),
                admitted ? "" : "pending until its earlier incarnation is settled");
    }

    /** The daemon has started anew: its present incarnation does nothing any more. */
    private static void overtaken(StateDraft draft, NodeId name) {
        draft.node(name).filter(NodeRecord::isActive).ifPresent(node -> {
            draft.put(node.withState(NodeState.LOST, draft.now()));
            draft.happened(Kind.NODE_LOST, name, "", "its daemon started again");
        });
    }

    /** Lets a pending join take effect if nothing stands against it any more. */
    static void admitPending(StateDraft draft, NodeId name) {
        Optional<NodeRecord> found = draft.node(name).filter(NodeRecord::isPending);
        if (found.isEmpty() || draft.fencing.open(name).isPresent()) {
            return;
        }
        NodeRecord node = found.get();
        Join join = node.pendingJoin().orElseThrow();
        boolean rebooted = !join.bootId().equals(node.join().bootId());
        if (node.state().isSettled() || rebooted) {
            draft.put(node.reborn(join));
            Arrivals.settled(draft, name);
            draft.want(Grade.SAFETY, "node " + name + " is back");
        } else if (node.isActive() || join.host().isPresent() || !willBeFenced(draft, node)) {
            // Of a remote machine the connection alone was lost: it is not fenced for that, and
            // what ran there is probed, whether the machine kept it or not.
            draft.put(node.resumed(join));
            draft.want(Grade.SAFETY, "node " + name + " is back and has to be probed");
        }
    }

    /**
     * Whether the present incarnation, lost and with the same boot id, is sure to be fenced: then
     * the join waits for that, because an equal boot id does not prove that the machine kept what
     * ran on it (kernels are shared by containers and by nodes without root).
     */
    private static boolean willBeFenced(StateDraft draft, NodeRecord node) {
        ConfigurationIndex configuration = draft.revisions.index();
        boolean enabled = configuration.clusterOption("fencing-enabled", "stonith-enabled")
                .flatMap(BooleanText::parse)
                .orElse(true);
        return enabled && configuration.hasFenceDevice() && !node.histories().isEmpty();
    }
}
