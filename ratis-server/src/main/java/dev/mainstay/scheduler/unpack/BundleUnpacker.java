// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.BooleanText;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.ScoreSource;
import dev.mainstay.scheduler.work.BundleReplica;
import dev.mainstay.scheduler.work.CloneOptions;
import dev.mainstay.scheduler.work.NodeScores.Discovery;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.Variant;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a bundle stands for: per replica a container, and as configured an address, a
 * connection, a machine of its own and an instance of the primitive inside.
 */
final class BundleUnpacker {
    /** Prefers an instance's own replica to anything finite that users write. */
    private static final int OWN_REPLICA_SCORE = 500;

    private final ResourceUnpacker resources;
    private final UnpackContext context;

    BundleUnpacker(ResourceUnpacker resources, UnpackContext context) {
        this.resources = resources;
        this.context = context;
    }

    static int promotedMax(Bundle bundle) {
        return number(bundle, 0, "promoted-max", "masters");
    }

    static int replicas(Bundle bundle, Configuration configuration) {
        int otherwise = promotedMax(bundle) > 0 ? promotedMax(bundle) : 1;
        return Math.clamp(
                number(bundle, otherwise, "replicas"), 1, InstanceLimits.replicas(configuration));
    }

    static boolean hasConnections(Bundle bundle) {
        return bundle.primitive().isPresent();
    }

    /** The primitive of the bundle whose implicit clone has this id. */
    static Stream<Resource> childOf(Resource resource, String cloneId) {
        return resource instanceof Bundle bundle && cloneId.equals(bundle.id() + "-clone")
                ? bundle.primitive().stream().map(p -> (Resource) p)
                : Stream.empty();
    }

    Optional<WorkResource> bundle(Bundle configured) {
        WorkResource bundle = resources.add(Variant.BUNDLE, configured.id().value(),
                DefinitionResolver.collective(configured.options()), null);
        int count = replicas(configured, context.configuration());
        int perHost = Math.max(1, number(configured, 1, "replicas-per-host"));
        int promoted = promotedMax(configured);
        bundle.cloneOptions(new CloneOptions(count, perHost, promoted, 1, 0, perHost > 1,
                promoted > 0, false, true));
        bundle.put(ResourceFlag.UNIQUE, perHost > 1);
        WorkResource clone = configured.primitive()
                .map(p -> innerClone(bundle, p, configured)).orElse(null);
        for (int i = 0; i < count; i++) {
            bundle.replicas().add(replica(bundle, configured, clone, i));
        }
        return Optional.of(bundle);
    }

    private WorkResource innerClone(WorkResource bundle, Primitive primitive, Bundle configured) {
        WorkResource clone = resources.add(Variant.CLONE, configured.id() + "-clone",
                DefinitionResolver.collective(dev.mainstay.model.ResourceOptions.EMPTY), bundle);
        primitive.options().metaAttributes().stream().flatMap(set -> set.attributes().stream())
                .filter(a -> a.name().filter("notify"::equals).isPresent())
                .forEach(a -> a.value().ifPresent(v -> clone.meta().put("notify", v)));
        CloneOptions options = bundle.cloneOptions();
        boolean promotable = options.promotable() || isTrue(clone, "promotable");
        int promoted = options.promotedMax() > 0 ? options.promotedMax()
                : clone.meta("promoted-max").flatMap(Score::parse).map(Score::value).orElse(1);
        clone.cloneOptions(new CloneOptions(options.max(), options.nodeMax(),
                promotable ? promoted : 0, 1, 0, options.unique(), promotable,
                isTrue(clone, "interleave"), true));
        bundle.cloneOptions(new CloneOptions(options.max(), options.nodeMax(),
                promotable ? promoted : 0, 1, 0, options.unique(), promotable,
                isTrue(clone, "interleave"), true));
        clone.put(ResourceFlag.UNIQUE, options.unique());
        clone.put(ResourceFlag.NOTIFY, isTrue(clone, "notify"));
        for (int i = 0; i < options.max(); i++) {
            resources.instance(clone, primitive, i);
        }
        clone.tree().forEach(r -> r.set(ResourceFlag.BUNDLED));
        return clone;
    }

    private static boolean isTrue(WorkResource resource, String meta) {
        return resource.meta(meta).filter(BooleanText::isTrue).isPresent();
    }

    private BundleReplica replica(WorkResource bundle, Bundle configured,
            @Nullable WorkResource clone, int offset) {
        String technology = configured.container().technology();
        WorkResource container = implicit(bundle, configured.id() + "-" + technology + "-" + offset,
                ImplicitDefinitions.container(technology));
        WorkResource address = configured.network()
                .flatMap(n -> Optional.ofNullable(n.options().get("ip-range-start")))
                .map(start -> implicit(bundle,
                        configured.id() + "-ip-" + address(start, offset),
                        ImplicitDefinitions.address()))
                .orElse(null);
        WorkResource connection = null;
        WorkResource child = null;
        WorkNode node = null;
        if (clone != null) {
            String name = configured.id() + "-" + offset;
            connection = resources.connection(name, container, bundle);
            connection.set(ResourceFlag.BUNDLED);
            connection.clear(ResourceFlag.ALLOW_MIGRATE);
            node = connection.remoteNode();
            child = clone.children().get(offset);
            child.container(container);
            container.launched().add(child);
        }
        return new BundleReplica(offset, container, address, connection, child, node);
    }

    private WorkResource implicit(WorkResource bundle, String id,
            dev.mainstay.scheduler.work.ResolvedDefinition definition) {
        WorkResource added = resources.add(Variant.PRIMITIVE, id, definition, bundle);
        added.set(ResourceFlag.IMPLICIT);
        added.set(ResourceFlag.BUNDLED);
        return added;
    }

    /** Keeps everything but a replica's own instance off the replica's machine. */
    void excludeReplicaNodes() {
        List<WorkResource> bundles = context.state().resources().stream()
                .filter(WorkResource::isBundle).toList();
        for (WorkResource bundle : bundles) {
            for (BundleReplica replica : bundle.replicas()) {
                WorkNode node = replica.node();
                WorkResource child = replica.child();
                if (node == null || child == null) {
                    continue;
                }
                context.state().allResources().filter(r -> !isInstance(r)).forEach(r -> {
                    r.scores().put(node, -Score.INFINITY_VALUE);
                    r.scores().discovery(node, Discovery.NEVER);
                });
                WorkResource clone = child.parent();
                context.state().allResources()
                        .filter(r -> r.isPrimitive() && r.enclosingClone() != clone)
                        .forEach(r -> context.state().ledger().add(r.id(), node.name(),
                                -Score.INFINITY_VALUE,
                                new ScoreSource.InsideBundle(bundle.id())));
                child.tree().forEach(r -> own(r, node));
                if (clone != null) {
                    clone.scores().put(node, OWN_REPLICA_SCORE);
                    clone.scores().discovery(node, Discovery.EXCLUSIVE);
                }
            }
        }
    }

    private static boolean isInstance(WorkResource resource) {
        return resource.is(ResourceFlag.BUNDLED) && resource.enclosingClone() != null;
    }

    private static void own(WorkResource child, WorkNode node) {
        for (int i = 0; i < child.scores().size(); i++) {
            child.scores().remove(i);
        }
        child.scores().put(node, OWN_REPLICA_SCORE);
        child.scores().discovery(node, Discovery.EXCLUSIVE);
        child.set(ResourceFlag.EXCLUSIVE_DISCOVERY);
    }

    /** The address {@code offset} after the first; the text itself if it is no IPv4 address. */
    static String address(String start, int offset) {
        String[] parts = start.strip().split("\\.");
        if (parts.length != 4) {
            return start;
        }
        try {
            long value = 0;
            for (String part : parts) {
                value = value * 256 + Integer.parseInt(part);
            }
            value += offset;
            return (value >> 24) + "." + (value >> 16 & 255) + "." + (value >> 8 & 255) + "."
                    + (value & 255);
        } catch (NumberFormatException e) {
            return start;
        }
    }

    private static int number(Bundle bundle, int otherwise, String... names) {
        for (String name : names) {
            String text = bundle.container().options().get(name);
            if (text != null) {
                try {
                    return Integer.parseInt(text.strip());
                } catch (NumberFormatException e) {
                    return otherwise;
                }
            }
        }
        return otherwise;
    }
}
