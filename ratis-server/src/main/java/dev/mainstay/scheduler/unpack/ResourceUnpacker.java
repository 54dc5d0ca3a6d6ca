// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Group;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.scheduler.work.NodeKind;
import dev.mainstay.scheduler.work.ResolvedDefinition;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Variant;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the working resources: collectives, instances of clones, connections to guests. */
public final class ResourceUnpacker {
    private final UnpackContext context;
    private final WorkingState state;
    private final DefinitionResolver definitions;
    private final ResourceMeta metas;
    private final List<WorkResource> connections = new ArrayList<>();
    private final InstanceLimits limits = new InstanceLimits();

    ResourceUnpacker(UnpackContext context) {
        this.context = context;
        this.state = context.state();
        this.definitions = new DefinitionResolver(context.index());
        this.metas = new ResourceMeta(context);
    }

    void unpack() {
        metas.findUnfencing(definitions);
        for (Resource resource : context.configuration().resources()) {
            create(resource, "", null).ifPresent(this::addTop);
        }
        connections.forEach(this::addTop);
        state.allResources().forEach(this::linkContainer);
        new BundleUnpacker(this, context).excludeReplicaNodes();
        sortByPriority();
    }

    private void addTop(WorkResource resource) {
        state.resources().add(resource);
        state.register(resource);
    }

    private void sortByPriority() {
        List<WorkResource> sorted = new ArrayList<>(state.resources());
        sorted.sort((a, b) -> Integer.compare(b.options().priority(), a.options().priority()));
        state.resources(sorted);
    }

    /** Makes a resource, with the suffix of the instance that it belongs to. */
    Optional<WorkResource> create(
            Resource resource, String suffix, @Nullable WorkResource parent) {
        return switch (resource) {
            case Primitive primitive -> definitions.resolve(primitive)
                    .map(d -> primitive(primitive, d, suffix, parent));
            case Group group -> group(group, suffix, parent);
            case Clone clone -> clone(clone, parent);
            case Bundle bundle -> new BundleUnpacker(this, context).bundle(bundle);
        };
    }

    WorkResource add(Variant variant, String id, ResolvedDefinition definition,
            @Nullable WorkResource parent) {
        WorkResource added =
                new WorkResource(variant, id, definition, state.nodes().size());
        added.parent(parent);
        if (parent != null) {
            parent.children().add(added);
        }
        metas.apply(added);
        if (state.options().symmetric()) {
            state.nodes().forEach(node -> added.scores().put(node, 0));
        }
        return added;
    }

    private WorkResource primitive(Primitive primitive, ResolvedDefinition definition,
            String suffix, @Nullable WorkResource parent) {
        WorkResource added =
                add(Variant.PRIMITIVE, primitive.id() + suffix, definition, parent);
        context.attributes().values(definition.utilization(), context.rules()).forEach(
                (name, amount) -> added.utilization().put(name, Utilization.amount(amount)));
        if (added.agent().isFenceDevice()) {
            state.haveFenceDevice(true);
        }
        WorkNode behind = state.node(added.id());
        if (added.agent().isRemoteConnection() && behind != null) {
            link(added, behind);
        }
        if (suffix.isEmpty()) {
            NodeUnpacker.guestName(context, primitive).ifPresent(name -> guest(added, name));
        }
        return added;
    }

    private static void link(WorkResource connection, WorkNode node) {
        if (!node.isRemote()) {
            return;
        }
        connection.set(ResourceFlag.REMOTE_CONNECTION);
        connection.remoteNode(node);
        node.connection(connection);
    }

    private void guest(WorkResource launcher, String name) {
        WorkNode node = state.node(name);
        if (node == null || node.kind() != NodeKind.GUEST || name.equals(launcher.id())) {
            return;
        }
        WorkResource connection = connection(name, launcher, null);
        launcher.meta("remote-allow-migrate").ifPresent(v -> metas.override(
                connection, Collections.singletonMap("allow-migrate", v)));
        launcher.meta("is-managed").ifPresent(v -> metas.override(
                connection, Collections.singletonMap("is-managed", v)));
        connections.add(connection);
    }

    /** Makes the connection to a guest that {@code launcher} runs. */
    WorkResource connection(String name, WorkResource launcher, @Nullable WorkResource parent) {
        ResolvedDefinition definition = ImplicitDefinitions.connection();
        WorkResource connection = add(Variant.PRIMITIVE, name, definition, parent);
        connection.set(ResourceFlag.IMPLICIT);
        connection.container(launcher);
        launcher.launched().add(connection);
        WorkNode node = state.node(name);
        if (node != null) {
            link(connection, node);
        }
        return connection;
    }

    private void linkContainer(WorkResource resource) {
        if (resource.isPrimitive() && resource.container() == null) {
            resource.meta("container").map(state::resource).ifPresent(container -> {
                if (container != resource) {
                    resource.container(container);
                    container.launched().add(resource);
                }
            });
        }
    }

    private Optional<WorkResource> group(
            Group group, String suffix, @Nullable WorkResource parent) {
        WorkResource added = add(Variant.GROUP, group.id() + suffix,
                DefinitionResolver.collective(group.options()), parent);
        group.members().forEach(member -> create(member, suffix, added));
        boolean critical = true;
        for (WorkResource member : added.children()) {
            critical &= member.is(ResourceFlag.CRITICAL);
            member.put(ResourceFlag.CRITICAL, critical);
        }
        return Optional.of(added);
    }

    private Optional<WorkResource> clone(Clone clone, @Nullable WorkResource parent) {
        WorkResource added = add(Variant.CLONE, clone.id().value(),
                DefinitionResolver.collective(clone.options()), parent);
        metas.applyClone(added, clone.promotability() == Clone.Promotability.BY_ELEMENT,
                mayBeUnique(clone.child()));
        // Even a clone without instances needs one, to which its history can belong.
        int count = limits.take(added.cloneOptions().max());
        for (int i = 0; i < count; i++) {
            instance(added, clone.child(), i);
        }
        return Optional.of(added);
    }

    /** Instances can be told apart only by agents that are told their number: no services. */
    private boolean mayBeUnique(Resource child) {
        return switch (child) {
            case Primitive primitive -> definitions.resolve(primitive)
                    .filter(d -> d.agent().standard().equals("ocf")
                            || d.agent().isFenceDevice())
                    .isPresent();
            case Group group -> group.members().stream().allMatch(this::mayBeUnique);
            case Clone clone -> mayBeUnique(clone.child());
            case Bundle bundle -> false;
        };
    }

    Optional<WorkResource> instance(WorkResource clone, Resource child, int number) {
        Optional<WorkResource> instance = create(child, ":" + number, clone);
        instance.ifPresent(i -> i.number(number));
        return instance;
    }

    /** Adds an instance for history beyond the configured number; it is only to be stopped. */
    WorkResource surplusInstance(WorkResource clone) {
        Resource child = context.configuration().resources().stream()
                .flatMap(r -> r instanceof Clone c && c.id().value().equals(clone.id())
                        ? java.util.stream.Stream.of(c.child())
                        : BundleUnpacker.childOf(r, clone.id()))
                .findFirst().orElseThrow();
        int number = clone.children().stream().mapToInt(WorkResource::number).max().orElse(-1) + 1;
        WorkResource added = instance(clone, child, number).orElseThrow();
        added.tree().forEach(r -> {
            r.set(ResourceFlag.REMOVED);
            r.set(ResourceFlag.SURPLUS);
        });
        state.register(added);
        return added;
    }

    /** Adds a resource that only history knows. */
    WorkResource removed(InstanceId id, AgentName agent, boolean hasContainer) {
        ResolvedDefinition definition = new ResolvedDefinition(
                agent, List.of(), List.of(), List.of(), List.of());
        WorkResource added = add(Variant.PRIMITIVE, id.value(), definition, null);
        added.set(ResourceFlag.REMOVED);
        WorkNode behind = state.node(id.value());
        if (agent.isRemoteConnection() && behind != null && behind.connection() == null) {
            link(added, behind);
        }
        if (hasContainer) {
            added.set(ResourceFlag.IMPLICIT);
        }
        addTop(added);
        return added;
    }
}
