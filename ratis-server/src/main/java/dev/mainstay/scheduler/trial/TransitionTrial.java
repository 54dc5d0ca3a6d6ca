// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.trial;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeCondition;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.model.Role;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.scheduler.graph.HistoryNames;
import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Carries a plan out on paper: each action, once those that it comes after are done, changes the
 * status as its success would, or as one of the failures that were asked for. As in a cluster,
 * nothing is begun any more once something failed: a new plan would be due.
 */
public final class TransitionTrial {

    private final SchedulerInput input;
    private final StatusSheet sheet;
    private final ResultSheet results;
    private final List<PlannedAction> actions;
    private final List<OperationSpec> failures;

    private TransitionTrial(
            SchedulerInput input, List<PlannedAction> actions, List<OperationSpec> failures) {
        this.input = input;
        this.sheet = new StatusSheet(input);
        this.results = new ResultSheet(input, sheet);
        this.actions = actions;
        this.failures = failures;
    }

    /**
     * What came of a plan.
     *
     * @param after what the scheduler would be asked next
     * @param done the actions that were carried out, in an order that the plan allows
     * @param failed those of them that failed
     * @param left the actions that were not begun
     */
    public record Outcome(SchedulerInput after, List<PlannedAction> done,
            List<PlannedAction> failed, List<PlannedAction> left) {

        public Outcome {
            done = List.copyOf(done);
            failed = List.copyOf(failed);
            left = List.copyOf(left);
        }
    }

    /** @param failures operations that are to end with another exit code than they should */
    public static Outcome run(SchedulerInput input, Plan plan, List<OperationSpec> failures) {
        return new TransitionTrial(input, plan.actions(), failures).run();
    }

    private Outcome run() {
        List<PlannedAction> left = new ArrayList<>(actions);
        List<PlannedAction> done = new ArrayList<>();
        List<PlannedAction> failed = new ArrayList<>();
        TreeSet<Integer> ids = new TreeSet<>();
        while (failed.isEmpty()) {
            List<PlannedAction> ready =
                    left.stream().filter(action -> ids.containsAll(action.after())).toList();
            if (ready.isEmpty()) {
                break;
            }
            for (PlannedAction action : ready) {
                if (carriedOut(action)) {
                    ids.add(action.id());
                } else {
                    failed.add(action);
                }
            }
            left.removeAll(ready);
            done.addAll(ready);
        }
        return new Outcome(sheet.input(), done, failed, left);
    }

    /** Whether an action does what it should. */
    private boolean carriedOut(PlannedAction action) {
        Optional<NodeId> node = action.node().map(NodeId::new);
        if (node.isEmpty()) {
            return true;
        }
        return switch (action.kind()) {
            case PSEUDO -> {
                // A guest's end is that of its container; nothing that ran in it is left.
                if (action.task().equals(Tasks.FENCE)) {
                    sheet.forget(node.get());
                }
                yield true;
            }
            case RESOURCE -> operated(action, node.get());
            case FENCE -> {
                fenced(action, node.get());
                yield true;
            }
            case CLUSTER -> {
                told(action, node.get());
                yield true;
            }
        };
    }

    private boolean operated(PlannedAction action, NodeId node) {
        InstanceId instance = new InstanceId(action.resource().orElse(""));
        if (action.cancellation()) {
            results.cancel(node, instance, action.intervalMillis());
            return true;
        }
        return switch (action.task()) {
            case Tasks.START, Tasks.STOP, Tasks.PROMOTE, Tasks.DEMOTE, Tasks.MONITOR,
                    Tasks.MIGRATE_TO, Tasks.MIGRATE_FROM, Tasks.RELOAD ->
                    recorded(action, instance, node);
            case Tasks.DELETE, Tasks.LRM_DELETE -> {
                results.forget(node, instance);
                yield true;
            }
            // Notifications leave no trace.
            default -> true;
        };
    }

    private boolean recorded(PlannedAction action, InstanceId instance, NodeId node) {
        int expected = expectedExitCode(action, instance);
        int exitCode = failures.stream()
                .filter(failure -> failure.node().equals(node) && isOf(failure, action, instance))
                .map(OperationSpec::exitCode)
                .findFirst().orElse(expected);
        OperationSpec result = new OperationSpec(
                instance, action.task(), action.intervalMillis(), node, exitCode);
        switch (action.task()) {
            case Tasks.MIGRATE_TO -> results.record(result, expected, Optional.of(node),
                    otherEnd(action, Tasks.MIGRATE_FROM));
            case Tasks.MIGRATE_FROM -> results.record(result, expected,
                    Optional.ofNullable(action.meta().get("migrate_source")).map(NodeId::new),
                    Optional.of(node));
            default -> results.record(result, expected);
        }
        return exitCode == expected;
    }

    /** Where the other half of a live migration is done. */
    private Optional<NodeId> otherEnd(PlannedAction half, String task) {
        return actions.stream()
                .filter(action -> action.task().equals(task)
                        && action.resource().equals(half.resource()))
                .findFirst()
                .flatMap(PlannedAction::node)
                .map(NodeId::new);
    }

    private boolean isOf(OperationSpec failure, PlannedAction action, InstanceId instance) {
        return failure.task().equals(action.task())
                && failure.intervalMillis() == action.intervalMillis()
                && (failure.instance().equals(instance) || failure.instance()
                        .equals(HistoryNames.of(results.context().state(), instance)));
    }

    private int expectedExitCode(PlannedAction action, InstanceId instance) {
        if (!action.task().equals(Tasks.MONITOR)) {
            return OcfExitCode.OK.code();
        }
        if (action.intervalMillis() == 0) {
            return OcfExitCode.NOT_RUNNING.code();
        }
        Optional<WorkResource> resource =
                HistoryNames.known(results.context().state(), instance);
        Optional<SortedMap<String, String>> operation = resource.map(known -> results.context()
                .operations().meta(known, action.task(), action.intervalMillis()));
        return operation.flatMap(meta -> Role.parse(meta.getOrDefault("role", "")))
                .map(OcfExitCode::monitored)
                .orElse(OcfExitCode.OK).code();
    }

    private void fenced(PlannedAction action, NodeId node) {
        if (action.meta().getOrDefault("operation", "reboot").equals(Tasks.ON)) {
            sheet.attributes(node, attributes -> {
                attributes.put("#node-unfenced", Long.toString(input.now().getEpochSecond()));
                return attributes;
            });
            return;
        }
        sheet.condition(node, sheet.node(node).map(known -> known.condition())
                .filter(NodeCondition::remote)
                .map(condition -> new NodeCondition(condition.membership(), condition.process(),
                        condition.join(), condition.expected(), condition.memberSince(),
                        condition.processSince(), true, true, condition.maintenance()))
                .orElse(Conditions.ABSENT));
        sheet.forget(node);
    }

    private void told(PlannedAction action, NodeId node) {
        Optional<InstanceId> instance = action.resource().map(InstanceId::new);
        switch (action.task()) {
            case Tasks.SHUTDOWN -> {
                sheet.condition(node, Conditions.ABSENT);
                sheet.forget(node);
            }
            case Tasks.CLEAR_FAILCOUNT ->
                    instance.ifPresent(resource -> results.clearFailures(node, resource));
            case Tasks.LRM_DELETE, Tasks.DELETE ->
                    instance.ifPresent(resource -> results.forget(node, resource));
            default -> {}
        }
    }
}
