// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.Role;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.scheduler.graph.HistoryNames;
import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.scheduler.graph.ReachableActions;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.unpack.Unpacker;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.state.ClusterState;
import dev.mainstay.transition.Action;
import dev.mainstay.transition.Action.ClusterAction;
import dev.mainstay.transition.Action.FenceAction;
import dev.mainstay.transition.Action.PseudoAction;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.ClusterTask;
import dev.mainstay.transition.FenceOperation;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.Transition;
import dev.mainstay.transition.TransitionLimits;
import dev.mainstay.transition.TransitionStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes planned actions as a transition: numbered without gaps, with time-outs and expected exit
 * codes, and with the ids of actions that are in flight already, so that these are not sent again.
 *
 * <p>What contradicts an action in flight is left out: see {@link ContinuedPlan}. So is what a
 * circle of orders ties up: see {@link ReachableActions}. What instances are owed to be told of an
 * earlier transition is put in: see {@link OwedSteps}.
 */
final class TransitionWriter {

    private static final Logger LOG = LoggerFactory.getLogger(TransitionWriter.class);

    /** Pacemaker's, for what the configuration does not know any more. */
    private static final String DEFAULT_TIMEOUT_MILLIS = "20000";

    private final ClusterState state;
    private final UnpackContext context;

    TransitionWriter(ClusterState state, SchedulerInput input) {
        this.state = state;
        this.context = Unpacker.unpack(input.configuration(), input.status(), input.now());
    }

    Transition write(Plan written) {
        report(written.tiedUp());
        List<PlannedAction> decided = written.actions();
        SortedMap<Integer, Action> actions = new TreeMap<>();
        decided.forEach(each -> actions.put(each.id(), action(each)));
        List<PlannedAction> planned = promotedAfterProbes(decided, actions);
        ContinuedPlan plan = new ContinuedPlan(planned, actions, state, this::relations);
        List<PlannedAction> kept = withoutCircles(plan.kept());
        SortedMap<Integer, Integer> numbers = new TreeMap<>();
        for (PlannedAction action : kept) {
            numbers.put(action.id(), numbers.size());
        }
        List<TransitionStep> steps = new ArrayList<>();
        for (PlannedAction each : kept) {
            Action action = Optional.ofNullable(actions.get(each.id())).orElseThrow();
            List<Integer> after = each.after().stream()
                    .flatMap(id -> Optional.ofNullable(numbers.get(id)).stream())
                    .sorted()
                    .toList();
            steps.add(new TransitionStep(steps.size(), action, after,
                    plan.continuedBy(each)));
        }
        return new Transition(state.revision(), limits(),
                OwedSteps.ahead(steps, state, this::relations));
    }

    /**
     * A probe may find an instance promoted, on a machine whose daemon was restarted for example,
     * so nothing of the resource is promoted before its probes have ended everywhere.
     */
    private static List<PlannedAction> promotedAfterProbes(
            List<PlannedAction> planned, SortedMap<Integer, Action> actions) {
        SortedMap<ResourceId, List<Integer>> probes = new TreeMap<>();
        actions.forEach((id, action) -> {
            if (action instanceof ResourceAction probe && probe.task() == Task.PROBE) {
                probes.computeIfAbsent(probe.resource(), key -> new ArrayList<>()).add(id);
            }
        });
        return planned.stream().map(each -> {
            List<Integer> before = actions.get(each.id()) instanceof ResourceAction promote
                    && promote.task() == Task.PROMOTE
                            ? probes.getOrDefault(promote.resource(), List.of())
                            : List.of();
            return before.isEmpty() ? each : each.withMoreAfter(before);
        }).toList();
    }

    /** What is in flight may be ordered the other way round by now. */
    private static List<PlannedAction> withoutCircles(List<PlannedAction> plan) {
        ReachableActions reachable = ReachableActions.of(plan);
        report(reachable.tiedUp());
        return reachable.kept();
    }

    private static void report(List<PlannedAction> tiedUp) {
        if (!tiedUp.isEmpty()) {
            LOG.error("orders form a circle, so these are not done: {}; change an ordering"
                    + " constraint of theirs", tiedUp.stream().map(PlannedAction::key).toList());
        }
    }

    private ContinuedPlan.Relations relations() {
        return new ContinuedPlan.Relations(
                ResourceConnections.of(context.configuration()), this::concerned);
    }

    private List<ResourceId> concerned(ResourceAction action) {
        Optional<WorkNode> node = context.state().node(action.node());
        Stream<WorkResource> known = Stream.of(
                HistoryNames.known(context.state(), action.instance()),
                node.map(WorkNode::connection),
                node.map(WorkNode::container))
                .flatMap(Optional::stream);
        return Stream.concat(Stream.of(action.resource()),
                known.map(each -> new InstanceId(each.top(true).id()).resource())).toList();
    }

    private Action action(PlannedAction planned) {
        Optional<NodeId> node = planned.node().map(NodeId::new);
        if (node.isEmpty()) {
            return new PseudoAction(planned.key(), Optional.empty());
        }
        return switch (planned.kind()) {
            case RESOURCE -> resourceAction(planned, node.get());
            case FENCE -> new FenceAction(node.get(), fenceOperation(planned), 0,
                    context.state().node(node.get())
                            .map(known -> known.fenceReason()).orElse(""));
            case CLUSTER -> clusterAction(planned, node.get());
            case PSEUDO -> new PseudoAction(planned.key(), node);
        };
    }

    private Action resourceAction(PlannedAction planned, NodeId node) {
        String name = planned.resource().orElse("");
        InstanceId instance = told(name);
        Task task = task(planned);
        String word = task == Task.NOTIFY ? Tasks.NOTIFY : planned.task();
        Operation operation = operation(name, word, planned.intervalMillis());
        return new ResourceAction(planned.key(), instance.resource(), instance, task,
                planned.intervalMillis(), node, operation.timeoutMillis(),
                expectedExitCode(task, operation), planned.cancellation(),
                ActionContext.of(planned,
                        Optional.ofNullable(context.state().resource(name))));
    }

    /** The name under which agents and histories know an instance. */
    private InstanceId told(String instance) {
        return HistoryNames.of(context.state(), new InstanceId(instance));
    }

    private Action clusterAction(PlannedAction planned, NodeId node) {
        ClusterTask task = switch (planned.task()) {
            case Tasks.SHUTDOWN -> ClusterTask.SHUTDOWN;
            case Tasks.CLEAR_FAILCOUNT -> ClusterTask.CLEAR_FAIL_COUNT;
            case Tasks.LRM_DELETE, Tasks.DELETE -> ClusterTask.DELETE_HISTORY;
            default -> throw new IllegalStateException(
                    "the scheduler planned an unknown cluster action: " + planned.key());
        };
        return new ClusterAction(
                planned.key(), task, node, planned.resource().map(this::told));
    }

    private static Task task(PlannedAction planned) {
        if (planned.cancellation()) {
            return Task.MONITOR;
        }
        if (ActionContext.isNotification(planned)) {
            return Task.NOTIFY;
        }
        return switch (planned.task()) {
            case Tasks.MONITOR -> planned.intervalMillis() == 0 ? Task.PROBE : Task.MONITOR;
            case Tasks.START -> Task.START;
            case Tasks.STOP -> Task.STOP;
            case Tasks.PROMOTE -> Task.PROMOTE;
            case Tasks.DEMOTE -> Task.DEMOTE;
            case Tasks.NOTIFY -> Task.NOTIFY;
            case Tasks.MIGRATE_TO -> Task.MIGRATE_TO;
            case Tasks.MIGRATE_FROM -> Task.MIGRATE_FROM;
            case Tasks.RELOAD -> Task.RELOAD_AGENT;
            case Tasks.DELETE, Tasks.LRM_DELETE -> Task.DELETE;
            default -> throw new IllegalStateException(
                    "the scheduler planned an unknown task: " + planned.key());
        };
    }

    private static FenceOperation fenceOperation(PlannedAction planned) {
        return switch (planned.meta().getOrDefault("operation", "reboot")) {
            case "off", "poweroff" -> FenceOperation.OFF;
            case Tasks.ON -> FenceOperation.ON;
            default -> FenceOperation.REBOOT;
        };
    }

    private Operation operation(String instance, String task, long intervalMillis) {
        Optional<WorkResource> resource = Optional.ofNullable(context.state().resource(instance));
        SortedMap<String, String> meta = resource
                .map(known -> context.operations().meta(known, task, intervalMillis))
                .orElseGet(TreeMap::new);
        return new Operation(
                Long.parseLong(meta.getOrDefault("timeout", DEFAULT_TIMEOUT_MILLIS)),
                Role.parse(meta.getOrDefault("role", "")));
    }

    private static int expectedExitCode(Task task, Operation operation) {
        return switch (task) {
            case PROBE -> OcfExitCode.NOT_RUNNING.code();
            case MONITOR -> operation.role().map(OcfExitCode::monitored)
                    .orElse(OcfExitCode.OK).code();
            case START, STOP, PROMOTE, DEMOTE, NOTIFY, MIGRATE_TO, MIGRATE_FROM, RELOAD,
                    RELOAD_AGENT, DELETE ->
                    OcfExitCode.OK.code();
        };
    }

    private TransitionLimits limits() {
        return new TransitionLimits(
                option("batch-limit", TransitionLimits.DEFAULT.batch()),
                option("migration-limit", TransitionLimits.DEFAULT.migrationsPerNode()),
                option("node-action-limit", TransitionLimits.DEFAULT.actionsPerNode()));
    }

    private int option(String name, int otherwise) {
        String text = context.state().options().properties().getOrDefault(name, "");
        return text.strip().matches("-?\\d{1,9}") ? Integer.parseInt(text.strip()) : otherwise;
    }

    private record Operation(long timeoutMillis, Optional<Role> role) {}
}
