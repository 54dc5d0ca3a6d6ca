// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.action;

import dev.mainstay.model.BooleanText;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.BundleReplica;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;

import java.util.ArrayList;
import java.util.List;

/** Adds the orderings that resources, groups, clones and bundles have within themselves. */
final class InternalOrderings {
    private static final int BEGIN =
            Ordering.ORDERED | Ordering.THEN_SHOWS_FIRST;
    private static final int END = Ordering.ORDERED | Ordering.FIRST_SHOWS_THEN;

    private final WorkingState state;

    InternalOrderings(UnpackContext context) {
        this.state = context.state();
    }

    void add(WorkResource resource) {
        switch (resource.variant()) {
            case PRIMITIVE -> primitive(resource);
            case GROUP -> group(resource);
            case CLONE -> clone(resource);
            case BUNDLE -> bundle(resource);
        }
    }

    private void primitive(WorkResource resource) {
        if (!resource.is(ResourceFlag.MANAGED)) {
            return;
        }
        state.orderTasks(resource, Tasks.STOP, resource, Tasks.START,
                Ordering.ORDERED | Ordering.FIRST_IMPLIES_THEN | Ordering.INTERMEDIATE_STOP);
        // What is no longer configured may still be promoted.
        if (resource.inPromotable() || resource.is(ResourceFlag.REMOVED)) {
            state.orderTasks(resource, Tasks.DEMOTE, resource, Tasks.STOP,
                    Ordering.ORDERED | Ordering.PROMOTED_IMPLIES_FIRST);
            state.orderTasks(resource, Tasks.START, resource, Tasks.PROMOTE,
                    Ordering.UNRUNNABLE_FIRST_BLOCKS);
        }
        container(resource);
    }

    private void container(WorkResource resource) {
        WorkResource container = resource.container();
        if (container == null || resource.is(ResourceFlag.BUNDLED)) {
            return;
        }
        state.orderTasks(container, Tasks.START, resource, Tasks.START, Ordering.ORDERED
                | Ordering.FIRST_IMPLIES_THEN | Ordering.UNRUNNABLE_FIRST_BLOCKS);
        state.orderTasks(resource, Tasks.STOP, container, Tasks.STOP,
                Ordering.ORDERED | Ordering.THEN_IMPLIES_FIRST);
    }

    private void group(WorkResource group) {
        boolean ordered = group.meta("ordered").flatMap(BooleanText::parse).orElse(true);
        boundaries(group);
        WorkResource previous = null;
        WorkResource active = null;
        for (WorkResource member : group.children()) {
            partOf(group, member, Tasks.START, Tasks.STARTED);
            partOf(group, member, Tasks.STOP, Tasks.STOPPED);
            if (group.inPromotable()) {
                partOf(group, member, Tasks.PROMOTE, Tasks.PROMOTED);
                partOf(group, member, Tasks.DEMOTE, Tasks.DEMOTED);
            }
            if (previous != null && ordered) {
                state.orderTasks(previous, Tasks.START, member, Tasks.START, Ordering.ORDERED
                        | Ordering.FIRST_IMPLIES_THEN | Ordering.UNRUNNABLE_FIRST_BLOCKS);
                state.orderTasks(member, Tasks.STOP, previous, Tasks.STOP,
                        Ordering.ORDERED | Ordering.THEN_IMPLIES_FIRST);
                if (group.inPromotable()) {
                    state.orderTasks(previous, Tasks.PROMOTE, member, Tasks.PROMOTE,
                            Ordering.ORDERED | Ordering.FIRST_IMPLIES_THEN
                                    | Ordering.UNRUNNABLE_FIRST_BLOCKS);
                    state.orderTasks(member, Tasks.DEMOTE, previous, Tasks.DEMOTE,
                            Ordering.ORDERED | Ordering.THEN_IMPLIES_FIRST);
                }
            }
            if (!member.running().isEmpty()) {
                if (active != null && active != previous && ordered) {
                    // Those in between have nothing to stop that would keep the order.
                    state.orderTasks(member, Tasks.STOP, active, Tasks.STOP, Ordering.ORDERED);
                }
                active = member;
            }
            previous = member;
        }
    }

    private void boundaries(WorkResource collective) {
        state.orderTasks(collective, Tasks.START, collective, Tasks.STARTED,
                Ordering.ORDERED | Ordering.UNRUNNABLE_FIRST_BLOCKS);
        state.orderTasks(collective, Tasks.STOP, collective, Tasks.STOPPED,
                Ordering.ORDERED | Ordering.UNRUNNABLE_FIRST_BLOCKS);
        state.orderTasks(collective, Tasks.STOPPED, collective, Tasks.START, Ordering.ORDERED);
        if (collective.inPromotable()) {
            state.orderTasks(collective, Tasks.PROMOTE, collective, Tasks.PROMOTED,
                    Ordering.ORDERED | Ordering.UNRUNNABLE_FIRST_BLOCKS);
            state.orderTasks(collective, Tasks.DEMOTE, collective, Tasks.DEMOTED,
                    Ordering.ORDERED | Ordering.UNRUNNABLE_FIRST_BLOCKS);
        }
    }

    private void partOf(WorkResource whole, WorkResource part, String task, String completion) {
        state.orderTasks(whole, task, part, task, BEGIN);
        state.orderTasks(part, part.isPrimitive() ? task : completion, whole, completion, END);
    }

    private void clone(WorkResource clone) {
        boundaries(clone);
        if (clone.isPromotable()) {
            roleSteps(clone);
        }
        List<WorkResource> earlier = new ArrayList<>();
        for (WorkResource instance : clone.children()) {
            partOf(clone, instance, Tasks.START, Tasks.STARTED);
            partOf(clone, instance, Tasks.STOP, Tasks.STOPPED);
            if (clone.isPromotable()) {
                partOf(clone, instance, Tasks.PROMOTE, Tasks.PROMOTED);
                partOf(clone, instance, Tasks.DEMOTE, Tasks.DEMOTED);
            }
            if (clone.cloneOptions().ordered()) {
                // After each of them, as the one just before may have nothing to do.
                earlier.forEach(previous -> inTurn(previous, instance));
                if (clone.isPromotable() && !earlier.isEmpty()) {
                    // Unlike starts, each only after the one just before it.
                    rolesInTurn(earlier.get(earlier.size() - 1), instance);
                }
                earlier.add(instance);
            }
        }
    }

    /** Every instance is up, or down, before any changes its role the other way. */
    private void roleSteps(WorkResource collective) {
        state.orderTasks(collective, Tasks.STARTED, collective, Tasks.PROMOTE, Ordering.ORDERED);
        state.orderTasks(collective, Tasks.STOPPED, collective, Tasks.PROMOTE, Ordering.ORDERED);
        state.orderTasks(collective, Tasks.DEMOTED, collective, Tasks.START, Ordering.ORDERED);
        state.orderTasks(collective, Tasks.DEMOTED, collective, Tasks.STOP, Ordering.ORDERED);
        state.orderTasks(collective, Tasks.DEMOTED, collective, Tasks.PROMOTE, Ordering.ORDERED);
    }

    private void inTurn(WorkResource previous, WorkResource instance) {
        state.orderTasks(previous, Tasks.START, instance, Tasks.START, Ordering.ORDERED);
        state.orderTasks(instance, Tasks.STOP, previous, Tasks.STOP, Ordering.ORDERED);
    }

    private void rolesInTurn(WorkResource previous, WorkResource instance) {
        state.orderTasks(previous, Tasks.PROMOTE, instance, Tasks.PROMOTE, Ordering.ORDERED);
        state.orderTasks(instance, Tasks.DEMOTE, previous, Tasks.DEMOTE, Ordering.ORDERED);
    }

    private void bundle(WorkResource bundle) {
        boundaries(bundle);
        for (BundleReplica replica : bundle.replicas()) {
            WorkResource container = replica.container();
            partOf(bundle, container, Tasks.START, Tasks.STARTED);
            state.orderTasks(bundle, Tasks.STOP, container, Tasks.STOP, BEGIN);
            if (replica.child() != null) {
                state.orderTasks(bundle, Tasks.STOP, replica.child(), Tasks.STOP, BEGIN);
            }
            state.orderTasks(container, Tasks.STOP, bundle, Tasks.STOPPED, END);
            if (replica.address() != null) {
                before(replica.address(), container);
            }
            if (replica.connection() != null) {
                before(container, replica.connection());
            }
            if (replica.child() != null && replica.connection() != null) {
                // How the child stops depends on whether its connection can still be used.
                state.orderTasks(replica.connection(), Tasks.START, replica.child(), Tasks.START,
                        Ordering.ORDERED | Ordering.FIRST_IMPLIES_THEN
                                | Ordering.UNRUNNABLE_FIRST_BLOCKS);
            }
        }
        WorkResource clone = bundle.children().stream()
                .filter(WorkResource::isClone).findFirst().orElse(null);
        if (clone != null) {
            state.orderTasks(bundle, Tasks.START, clone, Tasks.START, BEGIN);
            state.orderTasks(clone, Tasks.STARTED, bundle, Tasks.STARTED, END);
            state.orderTasks(bundle, Tasks.STOP, clone, Tasks.STOP, BEGIN);
            state.orderTasks(clone, Tasks.STOPPED, bundle, Tasks.STOPPED, END);
            if (clone.isPromotable()) {
                roleSteps(bundle);
                state.orderTasks(bundle, Tasks.PROMOTE, clone, Tasks.PROMOTE, BEGIN);
                state.orderTasks(clone, Tasks.PROMOTED, bundle, Tasks.PROMOTED, END);
                state.orderTasks(bundle, Tasks.DEMOTE, clone, Tasks.DEMOTE, BEGIN);
                state.orderTasks(clone, Tasks.DEMOTED, bundle, Tasks.DEMOTED, END);
            }
        }
    }

    private void before(WorkResource first, WorkResource then) {
        state.orderTasks(first, Tasks.START, then, Tasks.START, Ordering.ORDERED
                | Ordering.FIRST_IMPLIES_THEN | Ordering.UNRUNNABLE_FIRST_BLOCKS);
        state.orderTasks(then, Tasks.STOP, first, Tasks.STOP,
                Ordering.ORDERED | Ordering.THEN_IMPLIES_FIRST);
    }
}
