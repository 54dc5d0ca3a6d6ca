// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.planning;

import dev.mainstay.model.DurationText;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.Operation;
import dev.mainstay.model.Role;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.unpack.Unpacker;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.transition.Action;
import dev.mainstay.transition.Action.ClusterAction;
import dev.mainstay.transition.Action.FenceAction;
import dev.mainstay.transition.Action.PseudoAction;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ActionId;
import dev.mainstay.transition.ClusterTask;
import dev.mainstay.transition.FenceOperation;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.Transition;
import dev.mainstay.transition.TransitionLimits;
import dev.mainstay.transition.TransitionStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns planned actions into a transition: numbers them densely, says how long each may take and
 * what it is expected to answer, and lets those that are in flight already keep their ids.
 */
final class TransitionBuilder {

    private static final String BATCH_LIMIT = "batch-limit";
    private static final String MIGRATION_LIMIT = "migration-limit";
    private static final String NODE_ACTION_LIMIT = "node-action-limit";

    private final ClusterState state;
    private final UnpackContext context;

    private TransitionBuilder(ClusterState state, UnpackContext context) {
        this.state = state;
        this.context = context;
    }

    static Transition build(
            ClusterState state, SchedulerInput input, List<PlannedAction> planned) {
        UnpackContext context =
                Unpacker.unpack(input.configuration(), input.status(), input.now());
        TransitionBuilder builder = new TransitionBuilder(state, context);
        return new Transition(state.revision(), builder.limits(), builder.steps(planned));
    }

    private List<TransitionStep> steps(List<PlannedAction> planned) {
        List<PlannedAction> ordered = planned.stream()
                .sorted(Comparator.comparingInt(PlannedAction::id))
                .toList();
        SortedMap<Integer, Integer> numbers = new TreeMap<>();
        ordered.forEach(action -> numbers.put(action.id(), numbers.size()));
        List<TransitionStep> steps = new ArrayList<>();
        for (PlannedAction planning : ordered) {
            Action action = action(planning);
            List<Integer> after = planning.after().stream()
                    .flatMap(id -> Optional.ofNullable(numbers.get(id)).stream())
                    .sorted()
                    .distinct()
                    .toList();
            steps.add(new TransitionStep(steps.size(), action, after, continued(action)));
        }
        return steps;
    }

    private Action action(PlannedAction planned) {
        return switch (planned.kind()) {
            case RESOURCE -> resourceAction(planned);
            case FENCE -> fenceAction(planned);
            case CLUSTER -> clusterAction(planned);
            case PSEUDO ->
                new PseudoAction(planned.key(), planned.node().map(NodeId::new));
        };
    }

    private ResourceAction resourceAction(PlannedAction planned) {
        InstanceId instance = new InstanceId(planned.resource().orElse(planned.key()));
        Task task = task(planned);
        return new ResourceAction(planned.key(), instance.resource(), instance, task,
                planned.intervalMillis(), new NodeId(planned.node().orElse("")),
                timeoutMillis(instance, planned), expected(instance, task, planned),
                planned.cancellation(), planned.meta());
    }

    private static Task task(PlannedAction planned) {
        if (planned.cancellation()) {
            return Task.MONITOR;
        }
        return switch (planned.task()) {
            case Tasks.MONITOR -> planned.intervalMillis() == 0 ? Task.PROBE : Task.MONITOR;
            case Tasks.START -> Task.START;
            case Tasks.STOP -> Task.STOP;
            case Tasks.PROMOTE -> Task.PROMOTE;
            case Tasks.DEMOTE -> Task.DEMOTE;
            case Tasks.MIGRATE_TO -> Task.MIGRATE_TO;
            case Tasks.MIGRATE_FROM -> Task.MIGRATE_FROM;
            case Tasks.NOTIFY -> Task.NOTIFY;
            case Tasks.RELOAD -> Task.RELOAD_AGENT;
            case "reload" -> Task.RELOAD;
            case Tasks.DELETE, Tasks.LRM_DELETE -> Task.DELETE;
            default -> throw new IllegalStateException(
                    "the scheduler planned " + planned.key() + ", a task that no agent has");
        };
    }

    private long timeoutMillis(InstanceId instance, PlannedAction planned) {
        return AgentOrders.resource(context, instance)
                .map(resource -> context.operations()
                        .meta(resource, planned.task(), planned.intervalMillis())
                        .getOrDefault("timeout", AgentOrders.DEFAULT_TIMEOUT))
                .map(DurationText::millisOrZero)
                .orElseGet(() -> DurationText.millisOrZero(AgentOrders.DEFAULT_TIMEOUT));
    }

    /** A probe is sent to where nothing is known to run; a monitor watches over one role. */
    private int expected(InstanceId instance, Task task, PlannedAction planned) {
        if (task == Task.PROBE) {
            return OcfExitCode.NOT_RUNNING.code();
        }
        if (task != Task.MONITOR || planned.cancellation()) {
            return OcfExitCode.OK.code();
        }
        Optional<Role> role = AgentOrders.resource(context, instance)
                .flatMap(resource -> monitor(resource, planned.intervalMillis()))
                .flatMap(operation -> Optional.ofNullable(operation.options().get("role")))
                .flatMap(Role::parse);
        return switch (role.orElse(Role.STARTED)) {
            case PROMOTED -> OcfExitCode.RUNNING_PROMOTED.code();
            case STOPPED -> OcfExitCode.NOT_RUNNING.code();
            case STARTED, UNPROMOTED -> OcfExitCode.OK.code();
        };
    }

    private Optional<Operation> monitor(WorkResource resource, long intervalMillis) {
        return context.operations().find(resource, Tasks.MONITOR, intervalMillis, true);
    }

    private FenceAction fenceAction(PlannedAction planned) {
        NodeId target = new NodeId(planned.node().orElse(""));
        String wanted = Optional.ofNullable(planned.meta().get("operation"))
                .orElse(FenceOperation.REBOOT.word());
        FenceOperation operation = switch (wanted) {
            case "off", "poweroff" -> FenceOperation.OFF;
            case "on" -> FenceOperation.ON;
            default -> FenceOperation.REBOOT;
        };
        String why = state.node(target)
                .map(NodeRecord::state)
                .map(known -> "node is " + known.text())
                .orElse("node is unknown");
        return new FenceAction(target, operation, 0, why);
    }

    private Action clusterAction(PlannedAction planned) {
        Optional<InstanceId> resource = planned.resource().map(InstanceId::new);
        Optional<ClusterTask> task = switch (planned.task()) {
            case Tasks.CLEAR_FAILCOUNT -> Optional.of(ClusterTask.CLEAR_FAIL_COUNT);
            case Tasks.SHUTDOWN -> Optional.of(ClusterTask.SHUTDOWN);
            case Tasks.LRM_DELETE, Tasks.DELETE -> Optional.of(ClusterTask.DELETE_HISTORY);
            default -> Optional.empty();
        };
        Optional<NodeId> node = planned.node().map(NodeId::new);
        return task.isPresent() && node.isPresent()
                ? new ClusterAction(planned.key(), task.get(), node.get(), resource)
                : new PseudoAction(planned.key(), node);
    }

    /** The action in flight that this one is: it is not ordered a second time. */
    private Optional<ActionId> continued(Action wanted) {
        return state.inFlight().values().stream()
                .filter(inFlight -> isSame(inFlight.action(), wanted))
                .map(InFlightAction::id)
                .findFirst();
    }

    private static boolean isSame(Action inFlight, Action wanted) {
        if (inFlight instanceof ResourceAction(
                var key, var resource, var instance, var task, var interval, var node,
                var timeout, var exitCode, var cancel, var context)) {
            return wanted instanceof ResourceAction other && key.equals(other.key())
                    && node.equals(other.node()) && task == other.task()
                    && cancel == other.cancel();
        }
        return inFlight instanceof FenceAction running && wanted instanceof FenceAction fence
                && running.target().equals(fence.target())
                && running.operation() == fence.operation();
    }

    private TransitionLimits limits() {
        return new TransitionLimits(limit(BATCH_LIMIT, 0), limit(MIGRATION_LIMIT, -1),
                limit(NODE_ACTION_LIMIT, 0));
    }

    private int limit(String option, int otherwise) {
        return state.revisions().index().clusterOption(option)
                .filter(text -> text.matches("-?[0-9]{1,9}"))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }
}
