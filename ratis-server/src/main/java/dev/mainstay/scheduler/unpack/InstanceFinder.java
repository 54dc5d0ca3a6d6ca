// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.ResourceHistory;
import dev.mainstay.scheduler.work.BundleReplica;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import org.jspecify.annotations.Nullable;

/** Finds the instance that a history belongs to, or makes one where none is left. */
final class InstanceFinder {
    private final WorkingState state;
    private final ResourceUnpacker resources;

    InstanceFinder(WorkingState state, ResourceUnpacker resources) {
        this.state = state;
        this.resources = resources;
    }

    @Nullable
    WorkResource find(WorkNode node, ResourceHistory history) {
        InstanceId id = history.instance();
        WorkResource exact = state.resource(id.value());
        String base = id.resource().value();
        WorkResource anyInstance = exact != null && exact.enclosingClone() != null ? exact
                : state.resource(base + ":0");
        if (exact != null && !exact.isPrimitive()) {
            return history.records().isEmpty() ? null : removed(history);
        }
        if (exact != null && exact.enclosingClone() == null) {
            return exact;
        }
        WorkResource clone = anyInstance == null ? null : anyInstance.enclosingClone();
        if (clone != null && !clone.is(ResourceFlag.UNIQUE)) {
            WorkResource bundle = clone.enclosingBundle();
            if (bundle != null) {
                return bundleInstance(bundle, node);
            }
            WorkResource found = anonymous(node, clone, base);
            if (found != null || history.records().isEmpty()) {
                return found;
            }
            WorkResource surplus = resources.surplusInstance(clone);
            return member(surplus, base);
        }
        if (clone != null && clone.enclosingBundle() != null && exact == null) {
            return bundleInstance(clone.enclosingBundle(), node);
        }
        if (exact != null) {
            return exact;
        }
        return history.records().isEmpty() ? null : removed(history);
    }

    private WorkResource removed(ResourceHistory history) {
        WorkResource known = state.resource(history.instance().value());
        if (known != null && known.is(ResourceFlag.REMOVED)) {
            return known;
        }
        return resources.removed(history.instance(), history.agent(),
                history.container().isPresent());
    }

    /** Says what launches a removed connection, once all of a machine's histories are read. */
    void linkContainer(ResourceHistory history) {
        WorkResource connection = state.resource(history.instance().value());
        if (connection == null || !connection.is(ResourceFlag.REMOVED)
                || connection.container() != null) {
            return;
        }
        history.container().map(c -> state.resource(c.value())).ifPresent(container -> {
            connection.container(container);
            container.launched().add(connection);
        });
    }

    private static @Nullable WorkResource bundleInstance(WorkResource bundle, WorkNode node) {
        for (BundleReplica replica : bundle.replicas()) {
            if (replica.node() == node) {
                return replica.child();
            }
        }
        return null;
    }

    /** The instance already on the machine, or the first that is nowhere. */
    private @Nullable WorkResource anonymous(WorkNode node, WorkResource clone, String base) {
        WorkResource here = null;
        WorkResource idle = null;
        boolean severalHere = false;
        for (WorkResource instance : clone.children()) {
            boolean anywhere = instance.primitives().anyMatch(p -> !p.running().isEmpty());
            if (anywhere) {
                if (instance.primitives().anyMatch(p -> p.runsOn(node))) {
                    WorkResource found = member(instance, base);
                    if (found != null && found.running().isEmpty()) {
                        here = found;
                    } else {
                        severalHere = true;
                    }
                }
            } else if (idle == null) {
                WorkResource found = member(instance, base);
                boolean pendingElsewhere = found != null && found.history().pendingNode() != null
                        && found.history().pendingNode() != node;
                if (found != null && !pendingElsewhere
                        && !found.is(ResourceFlag.BLOCKED)) {
                    idle = found;
                }
            }
            if (here != null) {
                break;
            }
        }
        WorkResource chosen = here != null ? here : severalHere ? null : idle;
        if (chosen != null && !mayTakeNumber(chosen, node)) {
            return null;
        }
        return chosen;
    }

    /**
     * An instance that does not need fencing may be started elsewhere while its machine is unclean,
     * so what the unclean machine says of it must not use up one of the configured instances.
     */
    private static boolean mayTakeNumber(WorkResource instance, WorkNode node) {
        return instance.is(ResourceFlag.NEEDS_FENCING)
                || node.is(NodeFlag.ONLINE) && !node.is(NodeFlag.UNCLEAN)
                || node.isGuest();
    }

    private static @Nullable WorkResource member(WorkResource instance, String base) {
        return instance.tree().filter(r -> r.isPrimitive() && r.baseId().equals(base))
                .findFirst().orElse(null);
    }
}
