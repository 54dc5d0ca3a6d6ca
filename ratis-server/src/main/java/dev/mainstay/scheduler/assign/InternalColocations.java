// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.BooleanText;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.BundleReplica;
import dev.mainstay.scheduler.work.Colocation;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adds the colocations that groups, bundles and guests consist of. */
final class InternalColocations {
    private static final int CONNECTION_SCORE = 10_000;

    private final UnpackContext context;

    private InternalColocations(UnpackContext context) {
        this.context = context;
    }

    static void add(UnpackContext context) {
        InternalColocations internal = new InternalColocations(context);
        context.state().allResources().forEach(resource -> {
            if (resource.isGroup() && isColocated(resource)) {
                internal.group(resource);
            } else if (resource.isBundle()) {
                internal.bundle(resource);
            } else if (resource.isPrimitive()) {
                internal.contained(resource);
            }
        });
    }

    /** An old option lets the members of a group run apart. */
    static boolean isColocated(WorkResource group) {
        return group.meta("collocated").flatMap(BooleanText::parse).orElse(true);
    }

    private void group(WorkResource group) {
        WorkResource previous = null;
        for (WorkResource member : group.children()) {
            if (previous != null) {
                add("group-members", member, previous, Score.INFINITY_VALUE,
                        member.is(ResourceFlag.CRITICAL));
            }
            previous = member;
        }
    }

    private void bundle(WorkResource bundle) {
        for (BundleReplica replica : bundle.replicas()) {
            if (replica.address() != null) {
                add("container-with-address", replica.address(), replica.container(),
                        Score.INFINITY_VALUE, true);
            }
            if (replica.connection() != null) {
                // Finite, so that the container itself may run on a remote machine.
                add("connection-with-container", replica.connection(), replica.container(),
                        CONNECTION_SCORE, false);
            }
        }
    }

    /** What runs in a container runs where the container does. */
    private void contained(WorkResource resource) {
        WorkResource container = resource.container();
        if (container == null || resource.is(ResourceFlag.BUNDLED)) {
            return;
        }
        WorkNode inside = resource.is(ResourceFlag.REMOTE_CONNECTION) ? null : guest(container);
        if (inside == null) {
            add("resource-with-container", resource, container, Score.INFINITY_VALUE, true);
        } else {
            confine(resource, inside);
        }
    }

    /** The machine that a resource launches; null if it launches none. */
    private static @Nullable WorkNode guest(WorkResource container) {
        return container.launched().stream().filter(r -> r.is(ResourceFlag.REMOTE_CONNECTION))
                .map(WorkResource::remoteNode).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** What runs in a container that is a guest runs in the guest, not beside it on its host. */
    private void confine(WorkResource resource, WorkNode guest) {
        context.state().nodes().stream().filter(n -> n != guest && resource.scores().has(n))
                .forEach(n -> {
                    resource.scores().put(n, -Score.INFINITY_VALUE);
                    context.state().ledger().add(resource.id(), n.name(),
                            -Score.INFINITY_VALUE, new ScoreSource.Internal("in-guest"));
                });
    }

    private void add(String id, WorkResource dependent, WorkResource primary, int score,
            boolean influence) {
        Colocation colocation = new Colocation(id, dependent, primary, null, null, score,
                "#uname", influence, false);
        context.state().colocations().add(colocation);
        dependent.dependentIn().add(colocation);
        primary.primaryIn().add(colocation);
    }
}
