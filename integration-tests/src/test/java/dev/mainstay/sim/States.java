// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.state.Applied;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.FencingLedger;
import dev.mainstay.state.LogEntry;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.PlanDemand;
import dev.mainstay.transition.TransitionProgress;
import java.util.Optional;
import org.pcollections.PSortedMap;

/** Forged states and entries, for violations that are planted. */
final class States {

    private States() {}

    static ClusterState with(ClusterState state, PlanDemand demand) {
        return forged(state, state.nodes(), state.fencing(), state.progress(), demand);
    }

    static ClusterState with(ClusterState state, FencingLedger fencing) {
        return forged(state, state.nodes(), fencing, state.progress(), state.planDemand());
    }

    static ClusterState with(ClusterState state, TransitionProgress progress) {
        return forged(state, state.nodes(), state.fencing(), progress, state.planDemand());
    }

    static ClusterState with(ClusterState state, NodeRecord node) {
        return forged(state, state.nodes().plus(node.node(), node), state.fencing(),
                state.progress(), state.planDemand());
    }

    static Applied with(Applied applied, PlanDemand demand) {
        return new Applied(with(applied.state(), demand), applied.outcome(), applied.events());
    }

    /** The entry with another command. */
    static LogEntry with(LogEntry entry, Command command) {
        return new LogEntry(entry.index(), entry.term(), entry.time(), entry.featureLevel(),
                entry.author(), Optional.empty(), command);
    }

    /** What is wanted after a change that did not know what was wanted before. */
    static PlanDemand raised(PlanDemand after, PlanDemand before) {
        return new PlanDemand(Math.max(after.lastSafety(), before.lastSafety()),
                Math.max(after.lastFreshness(), before.lastFreshness()), after.adoption(),
                after.recheckAt(), after.reason());
    }

    private static ClusterState forged(
            ClusterState state,
            PSortedMap<dev.mainstay.model.NodeId, NodeRecord> nodes,
            FencingLedger fencing,
            TransitionProgress progress,
            PlanDemand demand) {
        return new ClusterState(state.position(), state.logTime(), state.featureLevel(),
                state.membership(), state.revisions(), nodes, state.tickets(), state.moves(),
                fencing, progress, demand, state.outcomes(), state.stages(), state.checkpoint());
    }
}
