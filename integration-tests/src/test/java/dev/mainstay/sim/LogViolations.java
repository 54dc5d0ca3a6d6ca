// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.codec.StoredFormat;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.OperationTimes;
import dev.mainstay.state.ActionResult;
import dev.mainstay.state.Applied;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.FencingEvent;
import dev.mainstay.state.CommandApplier;
import dev.mainstay.state.LogEntry;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.NodeState;
import dev.mainstay.state.Outcome;
import dev.mainstay.state.PlanDemand;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.InFlightAction;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;

/** Violations of rules that apply keeps, planted around the real applier. */
final class LogViolations {

    private LogViolations() {}

    /** New work begins although a plan is wanted. */
    static Planted worksWhilePlanIsWanted() {
        return applying(real -> (state, entry) -> {
            if (entry.command() instanceof Command.AdoptTransition) {
                return real.apply(state, entry);
            }
            PlanDemand demand = state.planDemand();
            Applied applied = real.apply(States.with(state, new PlanDemand(0, 0,
                    demand.adoption(), demand.recheckAt(), demand.reason())), entry);
            return States.with(applied, States.raised(applied.state().planDemand(), demand));
        });
    }

    /** Plans from before a safety entry are adopted, as those from before others are. */
    static Planted takesSafetyForFreshness() {
        return applying(real -> (state, entry) -> {
            if (!(entry.command() instanceof Command.AdoptTransition adoption)) {
                return real.apply(state, entry);
            }
            PlanDemand demand = state.planDemand();
            Applied applied = real.apply(States.with(state, new PlanDemand(
                    Math.min(demand.lastSafety(), adoption.base()),
                    Math.max(demand.lastSafety(), demand.lastFreshness()), demand.adoption(),
                    demand.recheckAt(), demand.reason())), entry);
            return States.with(applied, States.raised(applied.state().planDemand(), demand));
        });
    }

    /** What a lost machine was doing is taken for ended and stopped. */
    static Planted takesLostWorkForStopped() {
        return applying(real -> (state, entry) -> entry
                .command() instanceof Command.RecordNodeEvent(NodeId node, NodeEvent.Lost lost)
                        ? real.apply(stopped(real, state, entry, node, lost.incarnation()), entry)
                        : real.apply(state, entry));
    }

    private static ClusterState stopped(Applying real, ClusterState state, LogEntry entry,
            NodeId node, long incarnation) {
        List<OperationRecord> stops = state.inFlight().values().stream()
                .filter(action -> action.node().equals(node))
                .map(InFlightAction::action)
                .filter(ResourceAction.class::isInstance)
                .map(action -> stop(((ResourceAction) action).instance() + "_stop_0"))
                .toList();
        return stops.isEmpty() ? state
                : real.apply(state, States.with(entry,
                        new Command.ReconcileLocal(node, incarnation, stops, List.of()))).state();
    }

    private static OperationRecord stop(String key) {
        return new OperationRecord(key, "stop", 0, 0, OperationStatus.DONE, 0, Optional.of(0),
                Optional.empty(), Optional.empty(), OperationTimes.ZERO, OperationDigests.NONE,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(key),
                Optional.empty());
    }

    /** A result is believed whatever incarnation and action it is of. */
    static Planted believesAnyResult() {
        return applying(real -> (state, entry) -> {
            if (entry.command() instanceof Command.RecordActionResult result
                    && result.result() instanceof ActionResult.Completed(var record)
                    && !state.inFlight().containsKey(result.action())) {
                long present = state.node(result.node()).map(NodeRecord::incarnation).orElse(0L);
                return real.apply(state, States.with(entry, new Command.ReconcileLocal(
                        result.node(), present, List.of(record), List.of())));
            }
            return real.apply(state, entry);
        });
    }

    /** Whoever is lost counts as settled. */
    static Planted settlesByLoss() {
        return applying(real -> (state, entry) -> {
            Applied applied = real.apply(state, entry);
            return applied.outcome() instanceof Outcome.Accepted && entry
                    .command() instanceof Command.RecordNodeEvent(NodeId node, NodeEvent.Lost lost)
                            ? new Applied(real.apply(applied.state(), States.with(entry,
                                    new Command.RecordFencing(node, lost.incarnation(),
                                            new FencingEvent.Confirmed())))
                                    .state(),
                                    applied.outcome(), applied.events())
                            : applied;
        });
    }

    /** A join does not wait for an open fence operation, and a success erases whatever is there. */
    static Planted fencesWhoeverIsThere() {
        return applying(real -> (state, entry) -> switch (entry.command()) {
            case Command.RecordNodeEvent(NodeId node, NodeEvent.Joined joined) -> {
                Applied applied =
                        real.apply(States.with(state, ClusterState.initial().fencing()), entry);
                yield new Applied(States.with(applied.state(), state.fencing()),
                        applied.outcome(), applied.events());
            }
            case Command.RecordFencing(var target, var incarnation, FencingEvent.Succeeded event) ->
                    erased(real.apply(state, entry), target);
            default -> real.apply(state, entry);
        });
    }

    private static Applied erased(Applied applied, NodeId node) {
        ClusterState state = applied.state();
        return applied.outcome() instanceof Outcome.Accepted
                ? new Applied(state.node(node).filter(NodeRecord::isActive)
                        .map(record -> States.with(state, new NodeRecord(node, record.join(),
                                NodeState.SETTLED, record.since(), record.watchdog(),
                                Optional.empty(), Optional.empty(), TreePMap.empty(),
                                TreePMap.empty(), TreePMap.empty(),
                                TreePMap.empty(), record.lastOrder())))
                        .orElse(state), applied.outcome(), applied.events())
                : applied;
    }

    /** One machine skips entries of a kind that it does not know. */
    static Planted skipsWhatItDoesNotKnow() {
        return new Planted() {
            @Override
            Applying applying(NodeId node, Applying everywhere, World world) {
                return (state, entry) -> node.value().equals("n2")
                        && isAboutAttributes(entry.command())
                                ? skipped(state, entry)
                                : everywhere.apply(state, entry);
            }
        };
    }

    private static boolean isAboutAttributes(Command command) {
        return command instanceof Command.ChangeAttribute
                || command instanceof Command.ChangeAttributes;
    }

    private static Applied skipped(ClusterState state, LogEntry entry) {
        return new CommandApplier(new StoredFormat())
                .apply(state, States.with(entry, new Command.Barrier()));
    }

    private static Planted applying(Changed changed) {
        return new Planted() {
            @Override
            Applying everywhere(Applying real) {
                return changed.of(real);
            }
        };
    }

    private interface Changed {
        Applying of(Applying real);
    }
}
