// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.ActionClass;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.LocationRule;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.NodeScores.Discovery;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Pins what ran on a cleanly shut down machine to it until it is back or the limit has passed. */
final class ShutdownLocks {
    private final UnpackContext context;

    private ShutdownLocks(UnpackContext context) {
        this.context = context;
    }

    static void apply(UnpackContext context) {
        if (context.state().options().shutdownLock()) {
            ShutdownLocks locks = new ShutdownLocks(context);
            context.state().resources().forEach(locks::apply);
        }
    }

    private void apply(WorkResource resource) {
        boolean eligible = resource.isGroup() || resource.isPrimitive()
                && !resource.isFenceDevice() && !resource.is(ResourceFlag.REMOTE_CONNECTION);
        if (!eligible) {
            return;
        }
        if (resource.isGroup()) {
            resource.children().forEach(this::apply);
        }
        if (resource.history().lockNode() != null) {
            keepOrDrop(resource, resource.history().lockNode());
        } else if (resource.isPrimitive() && resource.running().size() == 1) {
            WorkNode node = resource.running().get(0);
            if (node.is(NodeFlag.SHUTDOWN) && !node.is(NodeFlag.UNCLEAN)) {
                resource.history().lock(node, shutdownTime(node));
            }
        }
        WorkNode lock = resource.history().lockNode();
        if (lock == null) {
            return;
        }
        long limit = context.state().options().shutdownLockLimitMillis();
        if (limit > 0) {
            Instant end = resource.history().lockTime().orElse(context.now()).plusMillis(limit);
            if (!context.now().isBefore(end)) {
                resource.history().unlock();
                forget(resource, lock);
                return;
            }
            context.state().recheckBy(end.plusSeconds(1));
        }
        for (WorkNode node : context.state().nodes()) {
            if (node != lock) {
                resource.locations().add(new LocationRule(
                        new ScoreSource.ShutdownLock(lock.name()), null, Discovery.ALWAYS,
                        List.of(new LocationRule.NodeScore(node, -Score.INFINITY_VALUE))));
            }
        }
    }

    /** The history that holds a lock goes with the lock, or the lock would come back with it. */
    private void forget(WorkResource resource, WorkNode node) {
        if (!resource.isPrimitive()) {
            return;
        }
        WorkAction delete = new WorkAction(context.state().nextActionNumber(),
                Tasks.key(resource.id(), Tasks.LRM_DELETE, 0), Tasks.LRM_DELETE, resource, node, 0);
        delete.actionClass(ActionClass.CLUSTER);
        delete.set(ActionFlag.RUNNABLE);
        resource.actions().add(delete);
        context.state().actions().add(delete);
    }

    /** A lock ends when its machine is unclean, or back and not shutting down. */
    private void keepOrDrop(WorkResource resource, WorkNode lock) {
        boolean back = lock.is(NodeFlag.ONLINE) && !lock.is(NodeFlag.SHUTDOWN);
        boolean elsewhere = !resource.running().isEmpty() && !resource.runsOn(lock);
        if (lock.is(NodeFlag.UNCLEAN) || back || elsewhere) {
            resource.history().unlock();
            if (elsewhere) {
                forget(resource, lock);
            }
        }
    }

    private static Optional<Instant> shutdownTime(WorkNode node) {
        return node.attribute("shutdown").map(text -> {
            try {
                return Instant.ofEpochSecond(Long.parseLong(text.strip()));
            } catch (NumberFormatException e) {
                return Instant.EPOCH;
            }
        }).filter(time -> time.getEpochSecond() > 1);
    }
}
