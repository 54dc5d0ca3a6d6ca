// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.graph;

import dev.mainstay.model.Role;
import dev.mainstay.scheduler.action.ActionFactory;
import dev.mainstay.scheduler.graph.PlacementChange.Change;
import dev.mainstay.scheduler.work.ActionClass;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.BundleReplica;
import dev.mainstay.scheduler.work.CurrentNode;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in one line per resource what becomes of it. */
public final class SummaryBuilder {
    private final WorkingState state;
    private final List<PlacementChange> changes = new ArrayList<>();

    private SummaryBuilder(WorkingState state) {
        this.state = state;
    }

    public static List<PlacementChange> build(WorkingState state) {
        SummaryBuilder builder = new SummaryBuilder(state);
        builder.fencing();
        state.resources().stream().flatMap(SummaryBuilder::shown)
                .forEach(builder::resource);
        return List.copyOf(builder.changes);
    }

    private static Stream<WorkResource> shown(WorkResource resource) {
        if (!resource.isBundle()) {
            return resource.primitives();
        }
        return resource.replicas().stream().flatMap((BundleReplica r) -> Stream.of(
                Optional.ofNullable(r.address()), Optional.of(r.container()),
                Optional.ofNullable(r.connection()), Optional.ofNullable(r.child())))
                .flatMap(Optional::stream);
    }

    private void fencing() {
        for (WorkAction action : state.actions()) {
            WorkNode node = action.node();
            if (action.actionClass() == ActionClass.FENCE && node != null
                    && !action.is(ActionFlag.OPTIONAL)) {
                changes.add(new PlacementChange(Change.FENCE, Optional.empty(),
                        Optional.of(node.name()), Optional.empty(), Optional.empty(),
                        Optional.empty(), false,
                        Optional.ofNullable(action.meta().get("operation"))));
            }
        }
    }

    private void add(Change change, WorkResource resource, @Nullable WorkNode from,
            @Nullable WorkNode to, @Nullable Role fromRole, @Nullable Role toRole,
            boolean blocked) {
        boolean roles = resource.inPromotable() || fromRole == Role.PROMOTED;
        changes.add(new PlacementChange(change, Optional.of(resource.id()),
                Optional.ofNullable(from).map(WorkNode::name),
                Optional.ofNullable(to).map(WorkNode::name),
                roles ? Optional.ofNullable(fromRole) : Optional.empty(),
                roles ? Optional.ofNullable(toRole) : Optional.empty(), blocked,
                Optional.empty()));
    }

    private void resource(WorkResource resource) {
        WorkNode next = resource.assigned();
        Role role = role(resource);
        Role goal = resource.nextRole() == null ? Role.STOPPED : resource.nextRole();
        WorkNode current = CurrentNode.of(resource);
        if (current == null && next == null) {
            return;
        }
        if (current != null && role == Role.STOPPED) {
            role = Role.STARTED;
        }
        boolean moving = current != null && next != null && current != next;
        if (next == null || goal == Role.STOPPED && next != null) {
            stops(resource, role);
            return;
        }
        WorkAction start = ActionFactory.findTask(resource, Tasks.START, next);
        WorkAction stop = current == null ? null : exact(resource, Tasks.STOP, current);
        WorkAction promote = exact(resource, Tasks.PROMOTE, next);
        WorkAction demote = current == null ? null : exact(resource, Tasks.DEMOTE, current);
        if (current == null) {
            starts(resource, next, goal, start, promote);
            return;
        }
        if (moving) {
            moves(resource, current, next, role, goal, start, stop);
            return;
        }
        stays(resource, current, role, goal, new Steps(start, stop, promote, demote));
    }

    /** In a group of which a part is promoted, what was only ever started has no other role. */
    private static Role role(WorkResource resource) {
        WorkResource group = resource.parent();
        boolean mixed = resource.role() == Role.UNPROMOTED && group != null && group.isGroup()
                && group.currentRole() == Role.PROMOTED;
        return mixed && !resource.is(ResourceFlag.DEMOTED) ? Role.STARTED : resource.role();
    }

    private record Steps(@Nullable WorkAction start, @Nullable WorkAction stop,
            @Nullable WorkAction promote, @Nullable WorkAction demote) {}

    private static @Nullable WorkAction exact(
            WorkResource resource, String task, WorkNode node) {
        return ActionFactory.find(resource, Tasks.key(resource.id(), task, 0), node);
    }

    private static boolean required(@Nullable WorkAction action) {
        return action != null && !action.is(ActionFlag.OPTIONAL);
    }

    private static boolean possible(@Nullable WorkAction action) {
        return action != null && action.is(ActionFlag.RUNNABLE);
    }

    private void stops(WorkResource resource, Role role) {
        for (WorkNode node : resource.running()) {
            WorkAction stop = exact(resource, Tasks.STOP, node);
            if (required(stop)) {
                add(Change.STOP, resource, node, null, role, null, !possible(stop));
            }
        }
    }

    private void starts(WorkResource resource, WorkNode next, Role goal,
            @Nullable WorkAction start, @Nullable WorkAction promote) {
        if (!required(start) && resource.is(ResourceFlag.MANAGED) && start == null) {
            return;
        }
        if (start == null || start.is(ActionFlag.OPTIONAL)) {
            return;
        }
        if (goal == Role.PROMOTED && promote != null) {
            add(Change.PROMOTE, resource, next, next, Role.STOPPED, goal, !possible(promote));
            return;
        }
        add(Change.START, resource, null, next, null, null, !possible(start));
    }

    private void moves(WorkResource resource, WorkNode current, WorkNode next, Role role,
            Role goal, @Nullable WorkAction start, @Nullable WorkAction stop) {
        if (start == null || !possible(start) && !required(stop)) {
            return;
        }
        if (Migrations.happens(resource)) {
            add(Change.MIGRATE, resource, current, next, role, goal, false);
        } else if (!possible(start)) {
            stop(resource, current, role);
        } else if (resource.is(ResourceFlag.FAILED)) {
            add(Change.RECOVER, resource, current, next, role, goal, false);
        } else {
            add(Change.MOVE, resource, current, next, role, goal, false);
        }
    }

    private void stop(WorkResource resource, WorkNode node, Role role) {
        WorkAction stop = exact(resource, Tasks.STOP, node);
        add(Change.STOP, resource, node, null, role, null, !possible(stop));
    }

    private void stays(
            WorkResource resource, WorkNode node, Role role, Role goal, Steps steps) {
        // What is not managed is nobody's to stop, whatever would have to stop with it.
        boolean stop = required(steps.stop()) && resource.is(ResourceFlag.MANAGED);
        boolean start = required(steps.start()) && !resource.is(ResourceFlag.START_PENDING);
        if (stop && !possible(steps.start())) {
            stop(resource, node, role);
            return;
        }
        // What is active elsewhere too, or was left here, is restarted without a stop here.
        if (stop || start && possible(steps.start()) && resource.is(ResourceFlag.MANAGED)) {
            Change change = resource.is(ResourceFlag.FAILED) ? Change.RECOVER : Change.RESTART;
            add(change, resource, node, node, role, goal, false);
            return;
        }
        if (resource.is(ResourceFlag.RELOAD)) {
            add(Change.RELOAD, resource, node, node, role, goal, false);
            return;
        }
        if (required(steps.demote()) && goal == Role.PROMOTED && role == Role.PROMOTED) {
            add(Change.RE_PROMOTE, resource, node, node, role, goal, false);
        } else if (role == Role.PROMOTED && goal != Role.PROMOTED) {
            add(Change.DEMOTE, resource, node, node, role, goal, false);
        } else if (role != Role.PROMOTED && goal == Role.PROMOTED) {
            add(Change.PROMOTE, resource, node, node, role, goal, !possible(steps.promote()));
        }
    }
}
