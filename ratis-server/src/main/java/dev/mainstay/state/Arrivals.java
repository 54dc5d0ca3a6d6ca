// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.state.InstanceHistory.Arrival;
import dev.mainstay.state.InstanceHistory.Certainty;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.TransitionProgress;
import java.util.List;
import java.util.Optional;

/**
 * What live migrations may bring to machines. The half that runs at the source makes the instance
 * active at the target, which has no operation of its own that says so until the other half: if the
 * source is lost in between, or its outcome, only the target can be asked, and not before the
 * source can do no more.
 */
final class Arrivals {

    private Arrivals() {}

    /** From the entry on that lets the source begin, the instance may be active at the target. */
    static void expect(StateDraft draft, ResourceAction action) {
        action.migrateTarget().flatMap(draft::node).ifPresent(node -> {
            InstanceId instance = action.instance();
            InstanceHistory history = Optional.ofNullable(node.histories().get(instance))
                    .orElseGet(() -> Histories.unknown(instance,
                            InFlightEnds.agent(draft, node, instance)));
            draft.put(node.withHistory(history.withArrival(
                    Optional.of(new Arrival(action.node(), draft.index())))));
        });
    }

    /** What may still arrive after an operation at the target, which began at an index. */
    static Optional<Arrival> remaining(
            StateDraft draft, InstanceHistory before, long begunIndex) {
        return before.arrival()
                .filter(arrival -> begunIndex < arrival.since()
                        || maySend(draft, arrival.source(), before.history().instance()));
    }

    /**
     * Whether an operation at a target has ended that began before the source could do no more. As
     * long as it can, its end is what asks for another plan.
     */
    static boolean cameTooEarly(StateDraft draft, NodeRecord target, ResourceAction ended) {
        return Optional.ofNullable(target.histories().get(ended.instance()))
                .flatMap(InstanceHistory::arrival)
                .filter(arrival -> !maySend(draft, arrival.source(), ended.instance()))
                .isPresent();
    }

    private static boolean maySend(StateDraft draft, NodeId source, InstanceId instance) {
        boolean sending = draft.progress.inFlight().values().stream()
                .filter(action -> action.node().equals(source))
                .map(TransitionProgress::resourceAction)
                .flatMap(Optional::stream)
                .anyMatch(action -> action.task() == Task.MIGRATE_TO
                        && action.instance().equals(instance));
        return sending || draft.node(source)
                .flatMap(node -> Optional.ofNullable(node.histories().get(instance)))
                .filter(history -> history.certainty() == Certainty.UNKNOWN)
                .isPresent();
    }

    /**
     * The source can do no more: what is asked at the targets from now on tells what has arrived.
     *
     * @param action that ended at the source
     */
    static void settled(StateDraft draft, InFlightAction ended, ResourceAction action) {
        boolean awaited = settled(draft, ended.node(), action.instance());
        if (awaited && action.task() != Task.MIGRATE_TO) {
            draft.want(Grade.SAFETY, action.instance() + " may have left " + ended.node());
        }
    }

    /** All that the machine may have been sending has arrived or never will. */
    static void settled(StateDraft draft, NodeId source) {
        for (NodeRecord node : List.copyOf(draft.nodes.values())) {
            for (InstanceHistory history : node.histories().values()) {
                InstanceId instance = history.history().instance();
                if (isFrom(source, history) && settled(draft, source, instance)) {
                    draft.want(Grade.SAFETY,
                            instance + " may be on " + node.node() + ", sent by " + source);
                }
            }
        }
    }

    private static boolean settled(StateDraft draft, NodeId source, InstanceId instance) {
        boolean awaited = false;
        for (NodeRecord node : List.copyOf(draft.nodes.values())) {
            InstanceHistory history = node.histories().get(instance);
            if (history != null && isFrom(source, history)) {
                awaited = true;
                draft.put(node.withHistory(history.withArrival(
                        Optional.of(new Arrival(source, draft.index())))));
            }
        }
        return awaited;
    }

    private static boolean isFrom(NodeId source, InstanceHistory history) {
        return history.arrival().filter(arrival -> arrival.source().equals(source)).isPresent();
    }
}
