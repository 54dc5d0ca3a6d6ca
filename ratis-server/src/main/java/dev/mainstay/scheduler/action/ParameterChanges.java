// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.action;

import dev.mainstay.model.OperationRecord;
import dev.mainstay.scheduler.unpack.FailCounts;
import dev.mainstay.scheduler.unpack.ParameterDigests;
import dev.mainstay.scheduler.unpack.ParameterDigests.Change;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.ExpiredFailure;
import dev.mainstay.scheduler.work.FailCountClear;
import dev.mainstay.scheduler.work.HistoryEntry;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;

/**
 * Holds what runs against what is configured now: other parameters ask for a reload or restart,
 * recurring operations no longer configured for a cancellation, another agent for a clean start.
 */
final class ParameterChanges {
    private final UnpackContext context;
    private final WorkingState state;
    private final ActionFactory factory;
    private final ParameterDigests digests;
    private final FailCounts failCounts;

    ParameterChanges(UnpackContext context) {
        this.context = context;
        this.state = context.state();
        this.factory = new ActionFactory(state);
        this.digests = new ParameterDigests(context);
        this.failCounts = FailCounts.of(context);
    }

    void apply() {
        for (HistoryEntry entry : state.histories()) {
            apply(entry);
        }
    }

    private void apply(HistoryEntry entry) {
        WorkResource resource = entry.resource();
        WorkNode node = entry.node();
        if (!mayRun(node)) {
            return;
        }
        if (resource.is(ResourceFlag.SURPLUS)) {
            forgetOtherAgent(entry);
            return;
        }
        if (resource.is(ResourceFlag.REMOVED)) {
            if (resource.is(ResourceFlag.MANAGED)) {
                delete(resource, node);
            }
            return;
        }
        boolean agentChanged = !entry.history().agent().equals(resource.agent());
        if (!resource.runsOn(node)) {
            if (agentChanged) {
                delete(resource, node);
            }
            return;
        }
        if (agentChanged) {
            state.forcedStops().add(new WorkingState.ForcedStop(resource, node));
            resource.set(ResourceFlag.AGENT_CHANGED);
            deviceChanged(resource, node);
            delete(resource, node);
        }
        if (entry.foundNothing()) {
            // An anonymous instance was looked for under another number than it runs with.
            return;
        }
        for (int i = Math.max(0, entry.activeFrom()); i < entry.sorted().size(); i++) {
            check(resource, node, entry.sorted().get(i));
        }
    }

    /** Old histories name the instance they are of, wherever that one is now. */
    private void forgetOtherAgent(HistoryEntry entry) {
        WorkResource named = state.resource(entry.history().instance().value());
        if (named != null && !named.is(ResourceFlag.REMOVED) && !named.runsOn(entry.node())
                && !entry.history().agent().equals(named.agent())) {
            delete(named, entry.node());
        }
    }

    /** What runs where nothing is to run stops anyway, whatever its parameters. */
    private static boolean mayRun(WorkNode node) {
        return node.isUsable() || node.is(NodeFlag.MAINTENANCE) && node.is(NodeFlag.ONLINE)
                && !node.is(NodeFlag.UNCLEAN);
    }

    private void check(WorkResource resource, WorkNode node, OperationRecord record) {
        if (record.isRecurring()) {
            if (resource.is(ResourceFlag.MAINTENANCE) || node.is(NodeFlag.MAINTENANCE)) {
                if (!isStoppedRoleMonitor(resource, record)) {
                    cancel(resource, node, record);
                }
                return;
            }
        } else if (!checksParameters(record)) {
            return;
        }
        boolean changed = checkAgainstConfiguration(resource, node, record);
        if (changed && failCounts.recorded(resource, node).count() > 0) {
            state.failCountClears().add(
                    new FailCountClear(resource, node, "its configuration changed"));
        }
    }

    private boolean isStoppedRoleMonitor(WorkResource resource, OperationRecord record) {
        return context.operations()
                .find(resource, record.task(), record.intervalMillis(), true)
                .map(o -> o.options().getOrDefault("role", ""))
                .filter("Stopped"::equals).isPresent();
    }

    private static boolean checksParameters(OperationRecord record) {
        return switch (record.task()) {
            case Tasks.START, Tasks.PROMOTE, Tasks.MIGRATE_FROM, Tasks.MONITOR -> true;
            default -> false;
        };
    }

    private boolean checkAgainstConfiguration(
            WorkResource resource, WorkNode node, OperationRecord record) {
        if (record.isRecurring()) {
            if (context.operations().find(resource, record.task(), record.intervalMillis(), false)
                    .isEmpty()) {
                if (state.options().cancelRemoved()) {
                    cancel(resource, node, record);
                }
                return true;
            }
            for (ExpiredFailure expired : state.expiredFailures()) {
                if (expired.resource() == resource && expired.node() == node
                        && expired.task().equals(record.task())
                        && expired.intervalMillis() == record.intervalMillis()) {
                    rerun(resource, node, record);
                    return false;
                }
            }
        }
        Change change = digests.change(resource, node, record);
        switch (change) {
            case NONE -> {
                return false;
            }
            case RELOAD -> reload(resource, node);
            case RESTART -> {
                if (record.isRecurring()) {
                    rerun(resource, node, record);
                } else {
                    resource.set(ResourceFlag.RESTART_NEEDED);
                    deviceChanged(resource, node);
                }
            }
        }
        return true;
    }

    /** What was unfenced by a device as it was is no longer so by the device as it is. */
    private static void deviceChanged(WorkResource resource, WorkNode node) {
        if (resource.isFenceDevice()
                && resource.meta("provides").filter("unfencing"::equals).isPresent()) {
            node.set(NodeFlag.NEEDS_UNFENCING);
        }
    }

    private void rerun(WorkResource resource, WorkNode node, OperationRecord record) {
        state.reruns().add(new ExpiredFailure(
                resource, node, record.task(), record.intervalMillis()));
    }

    private void reload(WorkResource resource, WorkNode node) {
        if (!resource.is(ResourceFlag.MANAGED) || resource.is(ResourceFlag.FAILED)) {
            return;
        }
        if (resource.is(ResourceFlag.START_PENDING)) {
            state.forcedStops().add(new WorkingState.ForcedStop(resource, node));
            return;
        }
        resource.set(ResourceFlag.RELOAD);
        WorkAction reload = factory.task(resource, Tasks.RELOAD, node, false);
        state.orderings().add(new Ordering(null, "", reload, resource,
                Tasks.key(resource.id(), Tasks.STOP, 0), null, Ordering.THEN_CANCELS_FIRST));
        state.orderings().add(new Ordering(null, "", reload, resource,
                Tasks.key(resource.id(), Tasks.DEMOTE, 0), null, Ordering.THEN_CANCELS_FIRST));
    }

    private void cancel(WorkResource resource, WorkNode node, OperationRecord record) {
        Cancellations.cancel(state, resource, record.task(), record.intervalMillis(), node)
                .ifPresent(cancel -> Cancellations.afterStop(state, resource, cancel));
    }

    /** Clears a history that belongs to nothing configured. */
    private void delete(WorkResource resource, WorkNode node) {
        if (resource.is(ResourceFlag.FAILED) && resource.runsOn(node)
                || !node.isUsable()) {
            return;
        }
        WorkAction delete = factory.task(resource, Tasks.DELETE, node, false);
        delete.clear(ActionFlag.OPTIONAL);
        state.order(resource, Tasks.key(resource.id(), Tasks.STOP, 0), resource,
                Tasks.key(resource.id(), Tasks.DELETE, 0), Ordering.ORDERED);
        state.order(resource, Tasks.key(resource.id(), Tasks.DELETE, 0), resource,
                Tasks.key(resource.id(), Tasks.START, 0), Ordering.ORDERED);
    }
}
