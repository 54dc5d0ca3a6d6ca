// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.leader.Planner;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.state.Activity;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.InstanceHistory;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.NodeState;
import dev.mainstay.transition.Action;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.ClusterTask;
import dev.mainstay.transition.FenceOperation;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.Transition;
import dev.mainstay.transition.TransitionLimits;
import dev.mainstay.transition.TransitionStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A scheduler for single services without constraints: simple enough to be right at sight, so that
 * a violated invariant points at the protocol. Lost machines are fenced, what is unknown is probed,
 * and a service starts on the first machine in order once it is certainly inactive everywhere.
 */
final class NaivePlanner implements Planner {

    static final long MONITOR_MILLIS = 1_000;

    private static final long TIMEOUT_MILLIS = 5_000;

    @Override
    public Planned plan(ClusterState state, Instant now) {
        Draft draft = new Draft(state);
        state.inFlight().values().forEach(draft::carryOn);
        state.nodes().values().stream()
                .filter(NaivePlanner::needsFencing)
                .forEach(draft::fence);
        state.configuration().resources().stream()
                .flatMap(resource -> resource instanceof Primitive primitive
                        ? List.of(primitive).stream()
                        : List.<Primitive>of().stream())
                .filter(primitive -> primitive.agent()
                        .filter(agent -> !agent.isFenceDevice()).isPresent())
                .forEach(primitive -> planService(draft, state, primitive.id()));
        state.nodes().values().stream()
                .filter(node -> node.state() == NodeState.SHUTTING_DOWN)
                .forEach(draft::release);
        Transition transition = new Transition(
                state.revision(), TransitionLimits.NONE, draft.steps);
        return new Planned(transition, Optional.empty());
    }

    private static boolean needsFencing(NodeRecord node) {
        return node.state() == NodeState.LOST || (node.isActive()
                && node.histories().values().stream().anyMatch(NaivePlanner::stopFailed));
    }

    private static boolean stopFailed(InstanceHistory history) {
        return history.isKnown() && history.history().records().stream()
                .filter(record -> record.task().equals("stop"))
                .anyMatch(record -> record.exitCode() != OcfExitCode.OK.code()
                        && record.order() == history.history().records().stream()
                                .mapToInt(other -> other.order()).max().orElse(0));
    }

    private static void planService(Draft draft, ClusterState state, ResourceId service) {
        InstanceId instance = new InstanceId(service.value());
        List<NodeRecord> here = state.nodes().values().stream()
                .filter(NodeRecord::isActive)
                .filter(node -> !needsFencing(node))
                .toList();
        List<Integer> before = new ArrayList<>();
        boolean unknownElsewhere = state.nodes().values().stream()
                .filter(node -> !node.state().isSettled() && !here.contains(node))
                .filter(node -> !activity(node, instance).isCertainlyInactive())
                .anyMatch(node -> !isFenced(draft, node.node(), before));
        List<NodeRecord> active = new ArrayList<>();
        for (NodeRecord node : here) {
            if (becomesActive(draft, service, node, before)) {
                active.add(node);
            }
        }
        boolean keeps = active.size() == 1 && !unknownElsewhere
                && active.getFirst().state() != NodeState.SHUTTING_DOWN
                && (draft.task(service, active.getFirst().node()) == Task.START
                        || activity(active.getFirst(), instance) == Activity.ACTIVE);
        if (keeps) {
            NodeId home = active.getFirst().node();
            if (active.getFirst().monitors().keySet().stream()
                    .noneMatch(key -> key.instance().equals(instance))
                    && draft.task(service, home) != Task.MONITOR) {
                draft.add(action(service, Task.MONITOR, MONITOR_MILLIS, home, 0),
                        draft.steps(service, home));
            }
            return;
        }
        for (NodeRecord node : active) {
            before.add(draft.add(action(service, Task.STOP, 0, node.node(), 0),
                    draft.steps(service, node.node())));
        }
        if (!unknownElsewhere) {
            here.stream()
                    .filter(node -> node.state() == NodeState.ONLINE)
                    .min((a, b) -> a.node().compareTo(b.node()))
                    .ifPresent(node -> start(draft, service, node.node(), before));
        }
    }

    /** Whether a fence operation is planned or under way; what follows it waits for it. */
    private static boolean isFenced(Draft draft, NodeId node, List<Integer> before) {
        List<Integer> fencing = draft.steps.stream()
                .filter(step -> step.action() instanceof Action.FenceAction fence
                        && fence.target().equals(node))
                .map(TransitionStep::number)
                .toList();
        before.addAll(fencing);
        return !fencing.isEmpty();
    }

    /** Whether the service will be active there once what is in flight has ended as expected. */
    private static boolean becomesActive(
            Draft draft, ResourceId service, NodeRecord node, List<Integer> before) {
        Activity activity = activity(node, new InstanceId(service.value()));
        return switch (draft.task(service, node.node())) {
            case START -> true;
            case STOP, PROBE -> {
                before.addAll(draft.steps(service, node.node()));
                yield false;
            }
            default -> {
                if (activity == Activity.UNKNOWN) {
                    before.add(draft.add(action(service, Task.PROBE, 0, node.node(),
                            OcfExitCode.NOT_RUNNING.code()), List.of()));
                }
                yield activity != Activity.UNKNOWN && activity != Activity.INACTIVE;
            }
        };
    }

    private static void start(
            Draft draft, ResourceId service, NodeId node, List<Integer> before) {
        int start = draft.add(action(service, Task.START, 0, node, 0), before);
        draft.add(action(service, Task.MONITOR, MONITOR_MILLIS, node, 0), List.of(start));
    }

    private static Activity activity(NodeRecord node, InstanceId instance) {
        return Optional.ofNullable(node.histories().get(instance))
                .map(InstanceHistory::activity)
                .orElse(Activity.UNKNOWN);
    }

    private static Action.ResourceAction action(
            ResourceId service, Task task, long intervalMillis, NodeId node, int target) {
        return new Action.ResourceAction(
                service + "_" + task.ocfName() + "_" + intervalMillis, service,
                new InstanceId(service.value()), task, intervalMillis, node, TIMEOUT_MILLIS,
                target, false, SortedMaps.empty());
    }

    /** The transition being written. */
    private static final class Draft {

        private final ClusterState state;
        private final List<TransitionStep> steps = new ArrayList<>();

        private Draft(ClusterState state) {
            this.state = state;
        }

        private int add(Action action, List<Integer> after) {
            return add(action, after, Optional.empty());
        }

        private int add(Action action, List<Integer> after, Optional<ActionId> continues) {
            steps.add(new TransitionStep(steps.size(), action, after, continues));
            return steps.size() - 1;
        }

        private void carryOn(InFlightAction inFlight) {
            add(inFlight.action(), List.of(), Optional.of(inFlight.id()));
        }

        /**
         * What is in flight for the service there; NOTIFY, which nothing here uses, for nothing.
         */
        private Task task(ResourceId service, NodeId node) {
            return steps.stream()
                    .filter(step -> step.continues().isPresent())
                    .map(TransitionStep::action)
                    .filter(action -> action instanceof Action.ResourceAction resource
                            && resource.resource().equals(service)
                            && resource.node().equals(node))
                    .map(action -> ((Action.ResourceAction) action).task())
                    .findFirst()
                    .orElse(Task.NOTIFY);
        }

        private List<Integer> steps(ResourceId service, NodeId node) {
            return steps.stream()
                    .filter(step -> step.action() instanceof Action.ResourceAction resource
                            && resource.resource().equals(service)
                            && resource.node().equals(node))
                    .map(TransitionStep::number)
                    .toList();
        }

        private void fence(NodeRecord node) {
            boolean underWay = state.inFlight().values().stream().anyMatch(
                    inFlight -> inFlight.action() instanceof Action.FenceAction
                            && inFlight.node().equals(node.node()));
            if (!underWay) {
                add(new Action.FenceAction(node.node(), FenceOperation.REBOOT, 0, "test"),
                        List.of());
            }
        }

        private void release(NodeRecord node) {
            List<Integer> after = steps.stream()
                    .filter(step -> step.action().subject().filter(node.node()::equals)
                            .isPresent())
                    .map(TransitionStep::number)
                    .toList();
            add(new Action.ClusterAction("do_shutdown-" + node.node(), ClusterTask.SHUTDOWN,
                    node.node(), Optional.empty()), after);
        }
    }
}
