// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import dev.mainstay.model.BooleanText;
import dev.mainstay.model.Clone;
import dev.mainstay.model.DurationText;
import dev.mainstay.model.Group;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.Role;
import dev.mainstay.model.Score;
import dev.mainstay.scheduler.rule.RuleContext;
import dev.mainstay.scheduler.work.CloneOptions;
import dev.mainstay.scheduler.work.MetaOptions;
import dev.mainstay.scheduler.work.MultipleActive;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Evaluates meta-attributes: own ones first, then the parent's, then the cluster's defaults. */
final class ResourceMeta {
    private final UnpackContext context;
    private final WorkingState state;

    ResourceMeta(UnpackContext context) {
        this.context = context;
        this.state = context.state();
    }

    void apply(WorkResource resource) {
        TreeMap<String, String> meta = resource.meta();
        RuleContext rules = resource.isPrimitive()
                ? context.rules().withAgent(resource.agent())
                : context.rules();
        context.attributes().addTo(meta, resource.definition().metaAttributes(), rules);
        WorkResource parent = resource.parent();
        if (parent != null) {
            parent.meta().forEach(meta::putIfAbsent);
        }
        context.attributes().addTo(meta, context.configuration().resourceDefaults(), rules);
        interpret(resource, parent);
    }

    /** Replaces meta-attributes of a resource that was not configured. */
    void override(WorkResource resource, Map<String, String> values) {
        resource.meta().putAll(values);
        interpret(resource, resource.parent());
    }

    private void interpret(WorkResource resource, @Nullable WorkResource parent) {
        boolean managed = resource.meta("is-managed").flatMap(BooleanText::parse).orElse(true);
        boolean maintenance = state.options().maintenance() || flag(resource, "maintenance");
        resource.put(ResourceFlag.MANAGED, managed && !maintenance);
        resource.put(ResourceFlag.MAINTENANCE, maintenance);
        resource.put(ResourceFlag.CRITICAL,
                resource.meta("critical").flatMap(BooleanText::parse).orElse(true));
        resource.put(ResourceFlag.FENCE_DEVICE, resource.agent().isFenceDevice());
        resource.put(ResourceFlag.UNIQUE, parent == null || parent.is(ResourceFlag.UNIQUE));
        resource.put(ResourceFlag.NOTIFY, parent != null && parent.is(ResourceFlag.NOTIFY));
        boolean migratable = resource.meta("allow-migrate").flatMap(BooleanText::parse)
                .orElse(resource.agent().isRemoteConnection());
        resource.put(ResourceFlag.ALLOW_MIGRATE, migratable && !resource.isMultiple());
        resource.options(options(resource));
        resource.nextRole(targetRole(resource).orElse(null));
        requirements(resource);
    }

    private MetaOptions options(WorkResource resource) {
        int threshold = score(resource, "migration-threshold", Score.INFINITY_VALUE);
        long failureTimeout =
                resource.meta("failure-timeout").map(DurationText::millisOrZero).orElse(0L);
        int reconnect = reconnectMillis(resource);
        return new MetaOptions(
                score(resource, "priority", 0),
                score(resource, "resource-stickiness", resource.enclosingClone() != null ? 1 : 0),
                threshold < 0 ? Score.INFINITY_VALUE : threshold,
                // A lost connection is forgotten when it is time to connect again.
                failureTimeout == 0 ? reconnect : failureTimeout,
                reconnect,
                multipleActive(resource));
    }

    private int reconnectMillis(WorkResource resource) {
        if (!resource.agent().isRemoteConnection()) {
            return 0;
        }
        String interval = context.attributes()
                .values(resource.definition().instanceAttributes(), context.rules())
                .getOrDefault("reconnect_interval", "");
        return (int) Math.min(Integer.MAX_VALUE, DurationText.millisOrZero(interval));
    }

    private void requirements(WorkResource resource) {
        boolean fencing = state.options().fencingEnabled();
        // A connection tells what is behind it: it does not wait for the fencing that this decides.
        boolean beforeFencing = resource.isFenceDevice() || resource.agent().isRemoteConnection();
        String otherwise = beforeFencing ? "quorum"
                : state.unfencingInUse() ? "unfencing" : fencing ? "fencing" : "quorum";
        String requires = resource.meta("requires").orElse(otherwise).toLowerCase(Locale.ROOT);
        if (requires.equals("unfencing") && resource.isFenceDevice()) {
            requires = "quorum";
        }
        if (!fencing && (requires.equals("fencing") || requires.equals("unfencing"))) {
            requires = "quorum";
        }
        if (!requires.equals("nothing") && !requires.equals("quorum")
                && !requires.equals("fencing") && !requires.equals("unfencing")) {
            requires = otherwise;
        }
        resource.put(ResourceFlag.NEEDS_QUORUM, !requires.equals("nothing"));
        resource.put(ResourceFlag.NEEDS_FENCING,
                requires.equals("fencing") || requires.equals("unfencing"));
        resource.put(ResourceFlag.NEEDS_UNFENCING, requires.equals("unfencing"));
    }

    private static MultipleActive multipleActive(WorkResource resource) {
        return switch (resource.meta("multiple-active").orElse("").toLowerCase(Locale.ROOT)) {
            case "stop_only" -> MultipleActive.STOP_ONLY;
            case "stop_unexpected" -> MultipleActive.STOP_UNEXPECTED;
            case "block" -> MultipleActive.BLOCK;
            default -> MultipleActive.STOP_START;
        };
    }

    void applyClone(WorkResource clone, boolean promotableByElement, boolean mayBeUnique) {
        boolean promotable = promotableByElement || flag(clone, "promotable");
        int nodeMax = number(clone, 1, "clone-node-max", "clone_node_max");
        boolean unique = mayBeUnique && clone.meta("globally-unique").flatMap(BooleanText::parse)
                .orElse(nodeMax > 1);
        int max = number(clone, Math.max(1, state.nodes().size()), "clone-max", "clone_max");
        clone.cloneOptions(new CloneOptions(
                Math.max(0, max),
                // Instances that cannot be told apart cannot share a machine.
                unique ? Math.max(1, nodeMax) : 1,
                promotable ? number(clone, 1, "promoted-max", "master-max") : 0,
                promotable ? number(clone, 1, "promoted-node-max", "master-node-max") : 0,
                number(clone, 0, "clone-min"),
                unique,
                promotable,
                flag(clone, "interleave"),
                flag(clone, "ordered")));
        clone.put(ResourceFlag.UNIQUE, unique);
        clone.put(ResourceFlag.NOTIFY, flag(clone, "notify"));
    }

    /** Unfencing is in use as soon as one fence device says that it provides it. */
    void findUnfencing(DefinitionResolver definitions) {
        context.configuration().resources().forEach(r -> findUnfencing(r, definitions));
    }

    private void findUnfencing(Resource resource, DefinitionResolver definitions) {
        switch (resource) {
            case Primitive primitive -> definitions.resolve(primitive)
                    .filter(d -> d.agent().isFenceDevice())
                    .map(d -> context.attributes().values(d.metaAttributes(), context.rules()))
                    .filter(m -> "unfencing".equals(m.get("provides")))
                    .ifPresent(m -> state.unfencingInUse(state.options().fencingEnabled()));
            case Group group -> group.members().forEach(m -> findUnfencing(m, definitions));
            case Clone clone -> findUnfencing(clone.child(), definitions);
            case dev.mainstay.model.Bundle bundle ->
                    bundle.primitive().ifPresent(p -> findUnfencing(p, definitions));
        }
    }

    private static boolean flag(WorkResource resource, String name) {
        return resource.meta(name).filter(BooleanText::isTrue).isPresent();
    }

    private static int score(WorkResource resource, String name, int otherwise) {
        return resource.meta(name).flatMap(Score::parse).map(Score::value).orElse(otherwise);
    }

    private static int number(WorkResource resource, int otherwise, String... names) {
        for (String name : names) {
            Optional<Score> value = resource.meta(name).flatMap(Score::parse);
            if (value.isPresent()) {
                return value.get().value();
            }
        }
        return otherwise;
    }

    /** The role that the configuration limits a resource to; empty if it does not. */
    static Optional<Role> targetRole(WorkResource resource) {
        Optional<Role> role = resource.meta("target-role").flatMap(Role::parse);
        return role.filter(r -> r == Role.STOPPED
                || r == Role.UNPROMOTED && resource.inPromotable());
    }
}
