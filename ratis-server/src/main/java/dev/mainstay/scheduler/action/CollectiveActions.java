// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.action;

import dev.mainstay.scheduler.unpack.UnpackContext;
import dev.mainstay.scheduler.work.ActionFlag;
import dev.mainstay.scheduler.work.BundleReplica;
import dev.mainstay.scheduler.work.Tasks;
import dev.mainstay.scheduler.work.WorkAction;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the actions of collectives: those of their parts, and pseudo actions for the whole. */
final class CollectiveActions {
    private final ActionFactory factory;
    private final PrimitiveActions primitives;

    CollectiveActions(UnpackContext context, ActionFactory factory) {
        this.factory = factory;
        this.primitives = new PrimitiveActions(context, factory);
    }

    void create(WorkResource resource) {
        switch (resource.variant()) {
            case PRIMITIVE -> primitives.create(resource);
            case GROUP -> group(resource);
            case CLONE -> clone(resource);
            case BUNDLE -> bundle(resource);
        }
    }

    private void group(WorkResource group) {
        group.children().forEach(this::create);
        pseudo(group, true, true);
        if (group.inPromotable()) {
            rolePseudo(group, true, true);
        }
    }

    private void clone(WorkResource clone) {
        clone.children().forEach(this::create);
        instances(clone, clone.children());
    }

    private void instances(WorkResource clone, List<WorkResource> instances) {
        boolean starting = required(instances, Tasks.START);
        boolean stopping = required(instances, Tasks.STOP);
        boolean active = instances.stream().anyMatch(i -> i.isActive(true));
        pseudo(clone, !starting, !stopping);
        WorkAction started = ActionFactory.findTask(clone, Tasks.STARTED, null);
        if (started != null && !active && !starting) {
            started.clear(ActionFlag.RUNNABLE);
        }
        if (clone.isPromotable() || clone.isBundle() && clone.cloneOptions().promotable()) {
            boolean promoting = required(clone.children(), Tasks.PROMOTE);
            boolean demoting = required(clone.children(), Tasks.DEMOTE);
            rolePseudo(clone, !promoting, !demoting);
        }
    }

    private static boolean required(List<WorkResource> instances, String task) {
        return instances.stream().flatMap(WorkResource::primitives)
                .flatMap(p -> p.actions().stream())
                .anyMatch(a -> a.isTask(task) && !a.is(ActionFlag.OPTIONAL)
                        && (task.equals(Tasks.STOP) || a.is(ActionFlag.RUNNABLE)));
    }

    private void pseudo(WorkResource resource, boolean noStart, boolean noStop) {
        factory.pseudo(resource, Tasks.START, noStart);
        factory.pseudo(resource, Tasks.STARTED, noStart);
        factory.pseudo(resource, Tasks.STOP, noStop);
        factory.pseudo(resource, Tasks.STOPPED, noStop);
    }

    private void rolePseudo(WorkResource resource, boolean noPromote, boolean noDemote) {
        factory.pseudo(resource, Tasks.PROMOTE, noPromote);
        factory.pseudo(resource, Tasks.PROMOTED, noPromote);
        factory.pseudo(resource, Tasks.DEMOTE, noDemote);
        factory.pseudo(resource, Tasks.DEMOTED, noDemote);
    }

    private void bundle(WorkResource bundle) {
        List<WorkResource> containers = new ArrayList<>();
        for (BundleReplica replica : bundle.replicas()) {
            containers.add(replica.container());
            createIfPresent(replica.address());
            primitives.create(replica.container());
            createIfPresent(replica.connection());
        }
        instances(bundle, containers);
        bundle.children().stream().filter(WorkResource::isClone).forEach(this::clone);
    }

    private void createIfPresent(@Nullable WorkResource resource) {
        if (resource != null) {
            primitives.create(resource);
        }
    }
}
