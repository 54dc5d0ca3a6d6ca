// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.BundleReplica;
import dev.mainstay.scheduler.work.Colocation;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.List;

/** Assigns a bundle: its containers as instances, then what goes with and into each of them. */
final class BundleAssigner {
    private final WorkingState state;
    private final Assigner assigner;
    private final ColocationLists lists;
    private final InstanceAssigner instances;

    BundleAssigner(UnpackContext context, Assigner assigner, ColocationLists lists,
            InstanceAssigner instances) {
        this.state = context.state();
        this.assigner = assigner;
        this.lists = lists;
        this.instances = instances;
    }

    void assign(WorkResource bundle) {
        if (!bundle.is(ResourceFlag.UNASSIGNED) || bundle.is(ResourceFlag.ASSIGNING)) {
            return;
        }
        bundle.set(ResourceFlag.ASSIGNING);
        for (Colocation colocation : lists.asDependent(bundle)) {
            assigner.assign(colocation.primary(), null);
        }
        List<WorkResource> containers =
                bundle.replicas().stream().map(BundleReplica::container).toList();
        instances.assign(bundle, containers, bundle.cloneOptions().max(),
                bundle.cloneOptions().nodeMax());
        bundle.replicas().forEach(this::assign);
        bundle.children().stream().filter(WorkResource::isClone).forEach(clone -> {
            for (WorkNode node : state.nodes()) {
                boolean replica = bundle.replicas().stream().anyMatch(r -> r.node() == node);
                clone.scores().put(node, replica ? 0 : -Score.INFINITY_VALUE);
            }
            assigner.assign(clone, null);
        });
        bundle.clear(ResourceFlag.UNASSIGNED);
        bundle.clear(ResourceFlag.ASSIGNING);
    }

    private void assign(BundleReplica replica) {
        WorkNode host = replica.container().assigned();
        if (replica.address() != null) {
            assigner.assign(replica.address(), host);
        }
        WorkResource connection = replica.connection();
        if (connection != null) {
            if (host != null && host.isRemote() && host.connection() != null
                    && host.connection().assigned() != null) {
                // The connection to what runs on a remote machine goes over that machine's own.
                WorkNode via = host.connection().assigned();
                state.nodes().stream().filter(n -> n != via && connection.scores().has(n))
                        .forEach(n -> {
                            connection.scores().put(n, -Score.INFINITY_VALUE);
                            state.ledger().add(connection.id(), n.name(),
                                    -Score.INFINITY_VALUE,
                                    new ScoreSource.ReachedFrom(via.name()));
                        });
                assigner.assign(connection, via);
            } else {
                assigner.assign(connection, host);
            }
        }
        WorkResource child = replica.child();
        WorkNode own = replica.node();
        if (child != null && child.parent() != null) {
            child.parent().set(ResourceFlag.ASSIGNING);
            // A replica whose name a cluster member has is no machine, so nothing runs inside.
            boolean banned = own == null || child.scores().get(own) <= -Score.INFINITY_VALUE;
            for (WorkNode node : state.nodes()) {
                if (child.scores().has(node)) {
                    state.ledger().add(child.id(), node.name(),
                            node == own ? Score.INFINITY_VALUE : -Score.INFINITY_VALUE,
                            node == own
                                    ? new ScoreSource.OwnReplica(child.parent().id())
                                    : new ScoreSource.ReplicaElsewhere(child.parent().id()));
                    child.scores().put(node, node == own && !banned
                            ? Score.INFINITY_VALUE
                            : -Score.INFINITY_VALUE);
                }
            }
            assigner.assign(child, own);
            child.parent().clear(ResourceFlag.ASSIGNING);
        }
    }
}
