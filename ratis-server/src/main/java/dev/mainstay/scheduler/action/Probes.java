// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.action;

import dev.mainstay.model.Role;
import dev.mainstay.scheduler.assign.InstanceMatch;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.NodeScores.Discovery;
import dev.mainstay.scheduler.work.Ordering;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks machines what is active there, wherever that is not known. */
final class Probes {
    private final WorkingState state;
    private final ActionFactory factory;

    Probes(UnpackContext context, ActionFactory factory) {
        this.state = context.state();
        this.factory = factory;
    }

    void schedule() {
        for (WorkNode node : state.nodes()) {
            if (!node.is(NodeFlag.ONLINE) || node.is(NodeFlag.UNCLEAN)
                    || node.is(NodeFlag.DISCOVERY_OFF)) {
                continue;
            }
            for (WorkResource resource : state.resources()) {
                probe(resource, node);
            }
        }
    }

    private void probe(WorkResource resource, WorkNode node) {
        switch (resource.variant()) {
            case PRIMITIVE -> primitive(resource, node);
            case GROUP -> resource.children().forEach(child -> probe(child, node));
            case CLONE -> {
                if (resource.cloneOptions().max() == 0) {
                    return;
                }
                if (resource.is(ResourceFlag.UNIQUE) || resource.is(ResourceFlag.BUNDLED)) {
                    resource.children().forEach(child -> probe(child, node));
                } else {
                    anonymous(resource, node);
                }
            }
            case BUNDLE -> bundle(resource, node);
        }
    }

    /**
     * One instance stands for all on a machine: one of which a part is known there, else the one
     * that will be there.
     */
    private void anonymous(WorkResource clone, WorkNode node) {
        List<WorkResource> instances = clone.children();
        Stream.<Predicate<WorkResource>>of(
                instance -> instance.primitives().anyMatch(p -> p.history().isKnownOn(node)),
                instance -> InstanceMatch.place(instance, false) == node,
                instance -> true)
                .flatMap(fits -> instances.stream().filter(fits).findFirst().stream())
                .findFirst().ifPresent(chosen -> probe(chosen, node));
    }

    private void bundle(WorkResource bundle, WorkNode node) {
        bundle.replicas().forEach(replica -> {
            if (replica.address() != null) {
                primitive(replica.address(), node);
            }
            WorkResource child = replica.child();
            if (child != null && replica.node() == node) {
                primitive(child, node);
            }
            boolean probed = primitive(replica.container(), node);
            if (probed) {
                startInsideAfter(bundle, replica.container(), node);
                // Only one replica of a bundle at a time may come up on a machine before all
                // that may already be there are known.
                for (var other : bundle.replicas()) {
                    if (other.container() != replica.container()) {
                        state.order(replica.container(),
                                Tasks.key(replica.container().id(), Tasks.MONITOR, 0),
                                other.container(),
                                Tasks.key(other.container().id(), Tasks.START, 0),
                                Ordering.ORDERED | Ordering.IF_SAME_NODE);
                    }
                }
            }
            WorkResource connection = replica.connection();
            if (connection != null && primitive(connection, node)) {
                // The connection finds nothing before its container may be up.
                WorkAction probe = ActionFactory.find(connection,
                        Tasks.key(connection.id(), Tasks.MONITOR, 0), node);
                if (probe != null) {
                    state.orderings().add(new Ordering(replica.container(),
                            Tasks.key(replica.container().id(), Tasks.START, 0), null,
                            connection, "", probe, Ordering.PROBE));
                }
            }
        });
    }

    /** Nothing comes up inside before it is known where the containers are. */
    private void startInsideAfter(WorkResource bundle, WorkResource container, WorkNode node) {
        WorkAction probe = ActionFactory.find(container,
                Tasks.key(container.id(), Tasks.MONITOR, 0), node);
        bundle.children().stream().filter(WorkResource::isClone)
                .forEach(clone -> state.orderings().add(new Ordering(container, "", probe, clone,
                        Tasks.key(clone.id(), Tasks.START, 0), null, Ordering.ORDERED)));
    }

    private boolean primitive(WorkResource resource, WorkNode node) {
        if (!state.options().startupProbes() || resource.is(ResourceFlag.REMOVED)
                || known(resource, node) || !mayProbe(resource, node)
                || endsWithGuest(resource, node)) {
            return false;
        }
        WorkAction probe = factory.create(resource, Tasks.MONITOR, 0, node, false);
        probe.clear(ActionFlag.OPTIONAL);
        WorkResource top = resource.top(false);
        WorkResource ordered = top.isClone() ? top : resource;
        state.orderings().add(new Ordering(resource, "", probe, ordered,
                Tasks.key(ordered.id(), Tasks.START, 0), null,
                Ordering.ORDERED | Ordering.PROBE));
        state.orderings().add(new Ordering(resource, "", probe, ordered,
                Tasks.key(ordered.id(), Tasks.RELOAD, 0), null, Ordering.ORDERED));
        return true;
    }

    private static boolean known(WorkResource resource, WorkNode node) {
        if (resource.history().isKnownOn(node)) {
            return true;
        }
        WorkResource clone = resource.enclosingClone();
        return clone != null && !clone.is(ResourceFlag.UNIQUE)
                && !clone.is(ResourceFlag.BUNDLED)
                && clone.primitives().anyMatch(p -> p.baseId().equals(resource.baseId())
                        && p.history().isKnownOn(node));
    }

    private static boolean mayProbe(WorkResource resource, WorkNode node) {
        if (node.isRemote() && (resource.isFenceDevice()
                || resource.is(ResourceFlag.REMOTE_CONNECTION))) {
            return false;
        }
        if (resource.container() != null && !resource.is(ResourceFlag.BUNDLED)
                && !resource.is(ResourceFlag.REMOTE_CONNECTION)) {
            return false;
        }
        if (node.isGuest() && resource.launched().stream()
                .anyMatch(r -> r.is(ResourceFlag.REMOTE_CONNECTION))) {
            return false;
        }
        boolean exclusive = resource.is(ResourceFlag.EXCLUSIVE_DISCOVERY)
                || resource.top(false).is(ResourceFlag.EXCLUSIVE_DISCOVERY);
        Discovery discovery = resource.scores().discovery(node);
        if (exclusive && (!resource.scores().has(node) || discovery != Discovery.EXCLUSIVE)) {
            return false;
        }
        if (discovery == Discovery.NEVER) {
            return false;
        }
        return true;
    }

    /** What stops with its guest need not be looked for in it, but is waited for. */
    private boolean endsWithGuest(WorkResource resource, WorkNode node) {
        WorkResource container = node.container();
        if (!node.isGuest() || container == null) {
            return false;
        }
        if (container.role() == Role.STOPPED) {
            return true;
        }
        WorkNode assigned = container.assigned();
        boolean ends = node.is(NodeFlag.REMOTE_RESET) || container.is(ResourceFlag.FAILED)
                || container.nextRole() == Role.STOPPED
                || assigned != null && !container.runsOn(assigned);
        if (ends) {
            WorkResource top = resource.top(false);
            WorkResource ordered = top.isClone() ? top : resource;
            state.orderTasks(container, Tasks.STOP, ordered, Tasks.START, Ordering.ORDERED);
        }
        return ends;
    }

    /** Where one thing waits for another's stop it also waits to know where that other one is. */
    void orderBeforeWhatStopsPrecede() {
        for (Ordering ordering : List.copyOf(state.orderings())) {
            WorkResource first = ordering.firstResource();
            WorkResource then = ordering.thenResource();
            if (first == null || first == then || !isStop(ordering)) {
                continue;
            }
            List<WorkAction> probes = probes(first);
            if (probes.isEmpty()) {
                continue;
            }
            // Two that are only kept apart, or need the room of the other, need to know of each
            // other where they would meet.
            boolean meeting = ordering.kinds() == Ordering.IF_SAME_NODE_OR_TARGET
                    || ordering.kinds() == Ordering.LOAD;
            int kinds = meeting ? ordering.kinds() : Ordering.ORDERED;
            for (WorkAction action : thens(ordering, then)) {
                probes.forEach(probe -> WorkAction.order(probe, action, kinds));
            }
        }
    }

    private static boolean isStop(Ordering ordering) {
        return ordering.first() != null ? ordering.first().isTask(Tasks.STOP)
                : ordering.firstKey().endsWith("_stop_0");
    }

    private static List<WorkAction> probes(WorkResource resource) {
        return resource.actions().stream()
                .filter(a -> a.isTask(Tasks.MONITOR) && a.intervalMillis() == 0).toList();
    }

    private static List<WorkAction> thens(Ordering ordering, @Nullable WorkResource then) {
        if (ordering.then() != null) {
            return List.of(ordering.then());
        }
        WorkResource first = ordering.firstResource();
        if (then == null) {
            return List.of();
        }
        // What launches a connection may stop before that is found, but not move away with it.
        String key = first != null && first.container() == then
                ? Tasks.key(then.id(), Tasks.MIGRATE_TO, 0)
                : ordering.thenKey();
        return then.actions().stream().filter(a -> a.key().equals(key)).toList();
    }
}
