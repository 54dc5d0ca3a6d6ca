// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.action;

import dev.mainstay.model.DurationText;
import dev.mainstay.model.Operation;
import dev.mainstay.model.Role;
import dev.mainstay.scheduler.unpack.OperationResolver;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.HistoryEntry;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Starts recurring operations where they are due, and ends them where their role has gone. */
final class RecurringActions {
    private final UnpackContext context;
    private final WorkingState state;
    private final ActionFactory factory;

    RecurringActions(UnpackContext context, ActionFactory factory) {
        this.context = context;
        this.state = context.state();
        this.factory = factory;
    }

    void create(WorkResource resource) {
        TreeMap<String, Integer> times = new TreeMap<>();
        for (Operation operation : resource.definition().operations()) {
            long interval = DurationText.millisOrZero(operation.interval());
            if (interval != 0) {
                times.merge(identity(operation, interval), 1, Integer::sum);
            }
        }
        for (Operation operation : resource.definition().operations()) {
            long interval = DurationText.millisOrZero(operation.interval());
            if (interval == 0 || !OperationResolver.isEnabled(operation)
                    || !isRecurringTask(operation.name())
                    // Histories could not tell two of one name and interval apart.
                    || times.getOrDefault(identity(operation, interval), 0) > 1) {
                continue;
            }
            Optional<Role> role = role(resource, operation, interval);
            if (role.filter(Role.STOPPED::equals).isPresent()) {
                whileStopped(resource, operation.name(), interval);
            } else {
                whileActive(resource, operation.name(), interval, role);
            }
        }
    }

    private static String identity(Operation operation, long intervalMillis) {
        return operation.name() + "/" + intervalMillis;
    }

    private static boolean isRecurringTask(String task) {
        return switch (task) {
            case Tasks.START, Tasks.STOP, Tasks.PROMOTE, Tasks.DEMOTE, Tasks.RELOAD, "reload",
                    Tasks.MIGRATE_TO, Tasks.MIGRATE_FROM, Tasks.NOTIFY, Tasks.CANCEL -> false;
            default -> true;
        };
    }

    private Optional<Role> role(WorkResource resource, Operation operation, long interval) {
        return Optional.ofNullable(context.operations()
                .meta(resource, operation.name(), interval).get("role")).flatMap(Role::parse);
    }

    private boolean isGoingOn(
            WorkResource resource, WorkNode node, String task, long intervalMillis) {
        for (HistoryEntry entry : state.histories(resource)) {
            if (entry.node() == node && entry.hasActive(task, intervalMillis)) {
                return true;
            }
        }
        return false;
    }

    private void whileActive(
            WorkResource resource, String task, long interval, Optional<Role> role) {
        WorkNode node = resource.assigned() == null ? replica(resource) : resource.assigned();
        if (node == null || resource.is(ResourceFlag.BLOCKED)
                || resource.is(ResourceFlag.MAINTENANCE)
                || node.is(NodeFlag.MAINTENANCE)) {
            return;
        }
        boolean stops = resource.nextRole() == Role.STOPPED && resource.is(ResourceFlag.MANAGED);
        if (stops && role.isEmpty()) {
            return;
        }
        boolean goingOn = isGoingOn(resource, node, task, interval);
        boolean roleFits = role.map(due -> due == resource.nextRole())
                .orElse(resource.nextRole() != Role.PROMOTED);
        boolean rerun = state.reruns().stream().anyMatch(r -> r.resource() == resource
                && r.node() == node && r.task().equals(task) && r.intervalMillis() == interval);
        if (!roleFits) {
            // What was to begin anew with other parameters is left alone instead.
            if (goingOn && !rerun
                    && factory.start(resource, node, true).is(ActionFlag.OPTIONAL)) {
                endForRoleChange(resource, node, task, interval);
            }
            return;
        }
        WorkAction start = factory.start(resource, node, true);
        boolean optional = goingOn && !rerun && start.is(ActionFlag.OPTIONAL);
        WorkAction monitor = factory.create(resource, task, interval, node, optional);
        if (!start.is(ActionFlag.RUNNABLE) || !node.is(NodeFlag.ONLINE)) {
            monitor.clear(ActionFlag.RUNNABLE);
        }
        order(resource, monitor);
    }

    /** What is in a replica that stops belongs to no other machine. */
    private static @Nullable WorkNode replica(WorkResource resource) {
        boolean inside = resource.isPrimitive() && resource.is(ResourceFlag.BUNDLED)
                && resource.enclosingClone() != null && !resource.running().isEmpty();
        return inside && !endsWithItsHost(resource.running().get(0))
                ? resource.running().get(0)
                : null;
    }

    private static boolean endsWithItsHost(WorkNode replica) {
        WorkResource container = replica.container();
        return container != null
                && container.running().stream().anyMatch(host -> host.is(NodeFlag.UNCLEAN));
    }

    private void order(WorkResource resource, WorkAction monitor) {
        if (!resource.is(ResourceFlag.MANAGED)) {
            return;
        }
        int follows = Ordering.ORDERED | Ordering.FIRST_IMPLIES_THEN
                | Ordering.UNRUNNABLE_FIRST_BLOCKS;
        after(resource, Tasks.START, monitor, follows);
        after(resource, Tasks.RELOAD, monitor, follows);
        if (resource.nextRole() == Role.PROMOTED) {
            after(resource, Tasks.PROMOTE, monitor,
                    Ordering.ORDERED | Ordering.UNRUNNABLE_FIRST_BLOCKS);
        } else if (resource.role() == Role.PROMOTED) {
            after(resource, Tasks.DEMOTE, monitor, follows);
        }
    }

    private void after(WorkResource resource, String task, WorkAction monitor, int kinds) {
        state.orderings().add(new Ordering(resource, Tasks.key(resource.id(), task, 0), null,
                resource, "", monitor, kinds));
    }

    private void endForRoleChange(
            WorkResource resource, WorkNode node, String task, long interval) {
        Optional<WorkAction> cancel =
                Cancellations.cancel(state, resource, task, interval, node);
        String then = nextTask(resource);
        if (cancel.isPresent() && then != null) {
            state.orderings().add(new Ordering(resource, "", cancel.get(), resource,
                    Tasks.key(resource.id(), then, 0), null,
                    Ordering.UNRUNNABLE_FIRST_BLOCKS));
        }
    }

    private static @Nullable String nextTask(WorkResource resource) {
        if (resource.role() == Role.PROMOTED) {
            return Tasks.DEMOTE;
        }
        if (resource.nextRole() == Role.PROMOTED) {
            return Tasks.PROMOTE;
        }
        return resource.nextRole() == Role.STOPPED ? Tasks.STOP : null;
    }

    /**
     * Monitors that make sure a resource is not active where it should not be. Instances that
     * cannot be told apart may be active anywhere.
     */
    private void whileStopped(WorkResource resource, String task, long interval) {
        if (resource.enclosingClone() != null && !resource.is(ResourceFlag.UNIQUE)) {
            return;
        }
        WorkNode active = resource.nextRole() == Role.STOPPED ? null : resource.assigned();
        for (WorkNode node : state.nodes()) {
            boolean goingOn = isGoingOn(resource, node, task, interval);
            if (node == active) {
                if (goingOn) {
                    Cancellations.cancel(state, resource, task, interval, node)
                            .ifPresent(cancel -> {
                                int kinds = Ordering.UNRUNNABLE_FIRST_BLOCKS;
                                state.orderings().add(new Ordering(resource, "", cancel,
                                        resource, Tasks.key(resource.id(), Tasks.START, 0), null,
                                        kinds));
                                state.orderings().add(new Ordering(resource, "", cancel,
                                        resource, Tasks.key(resource.id(), Tasks.STOP, 0), null,
                                        kinds));
                            });
                }
                continue;
            }
            stoppedMonitor(resource, node, task, interval, goingOn);
        }
    }

    private void stoppedMonitor(WorkResource resource, WorkNode node, String task, long interval,
            boolean goingOn) {
        boolean optional = goingOn && !resource.runsOn(node);
        WorkAction monitor = factory.create(resource, task, interval, node, optional);
        if (resource.is(ResourceFlag.MANAGED)) {
            WorkAction probe = ActionFactory.find(
                    resource, Tasks.key(resource.id(), Tasks.MONITOR, 0), node);
            if (probe != null) {
                WorkAction.order(probe, monitor,
                        Ordering.ORDERED | Ordering.UNRUNNABLE_FIRST_BLOCKS);
            }
        }
        for (WorkAction stop : resource.actions()) {
            if (!stop.isTask(Tasks.STOP) || stop.node() != node) {
                continue;
            }
            if (!node.is(NodeFlag.ONLINE) || !stop.is(ActionFlag.RUNNABLE)) {
                monitor.clear(ActionFlag.RUNNABLE);
            }
            if (resource.is(ResourceFlag.MANAGED)) {
                WorkAction.order(stop, monitor, Ordering.ORDERED
                        | Ordering.FIRST_IMPLIES_THEN | Ordering.UNRUNNABLE_FIRST_BLOCKS);
            }
        }
        if (!node.is(NodeFlag.ONLINE)) {
            monitor.clear(ActionFlag.RUNNABLE);
        }
    }
}
