// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A resource or one instance of it in this run. */
public final class WorkResource {
    private final EnumSet<ResourceFlag> flags = EnumSet.noneOf(ResourceFlag.class);

    private final Variant variant;
    private final String id;
    private final String baseId;
    private final AgentName agent;
    private final NodeScores scores;
    private final InterpretedHistory history;
    private ResolvedDefinition definition;
    private @Nullable WorkResource parent = null;
    private final List<WorkResource> children = new ArrayList<>();
    private final TreeMap<String, String> meta = new TreeMap<>();
    private final TreeMap<String, Integer> utilization = new TreeMap<>();
    private final List<WorkNode> running = new ArrayList<>();
    private final List<WorkAction> actions = new ArrayList<>();
    private final List<Colocation> dependentIn = new ArrayList<>();
    private final List<Colocation> primaryIn = new ArrayList<>();
    private final List<LocationRule> locations = new ArrayList<>();
    private final List<WorkResource> launched = new ArrayList<>();
    private final List<BundleReplica> replicas = new ArrayList<>();
    private Role role = Role.STOPPED;
    private @Nullable Role nextRole = null;
    private @Nullable WorkNode assigned = null;
    private @Nullable WorkResource container = null;
    private @Nullable WorkNode remoteNode = null;
    private CloneOptions cloneOptions = new CloneOptions(1, 1, 1, 1, 0, true, false, false, false);
    private MetaOptions options = MetaOptions.UNREAD;
    private int number = -1;
    private int promotionPriority = 0;
    private int sortIndex = 0;

    public WorkResource(
            Variant variant, String id, ResolvedDefinition definition, int nodeCount) {
        this.variant = variant;
        this.id = id;
        this.baseId = new InstanceId(id).resource().value();
        this.agent = definition.agent();
        this.definition = definition;
        this.scores = new NodeScores(nodeCount);
        this.history = new InterpretedHistory(nodeCount);
        set(ResourceFlag.UNASSIGNED);
    }

    public boolean is(ResourceFlag flag) {
        return flags.contains(flag);
    }

    public void set(ResourceFlag flag) {
        flags.add(flag);
    }

    public void clear(ResourceFlag flag) {
        flags.remove(flag);
    }

    public void put(ResourceFlag flag, boolean value) {
        if (value) {
            flags.add(flag);
        } else {
            flags.remove(flag);
        }
    }

    /** Sets a flag here and in everything below. */
    public void setAll(ResourceFlag flag) {
        set(flag);
        children.forEach(c -> c.setAll(flag));
    }

    public void clearAll(ResourceFlag flag) {
        clear(flag);
        children.forEach(c -> c.clearAll(flag));
    }

    public boolean isPrimitive() {
        return variant == Variant.PRIMITIVE;
    }

    public boolean isGroup() {
        return variant == Variant.GROUP;
    }

    public boolean isClone() {
        return variant == Variant.CLONE;
    }

    public boolean isBundle() {
        return variant == Variant.BUNDLE;
    }

    /** Whether it is a clone or bundle: several instances behind one name. */
    public boolean isMultiple() {
        return isClone() || isBundle();
    }

    public boolean isPromotable() {
        return isClone() && cloneOptions.promotable();
    }

    /** The clone this is an instance, or part of an instance, of; null if none. */
    public @Nullable WorkResource enclosingClone() {
        for (WorkResource r = parent; r != null; r = r.parent) {
            if (r.isClone()) {
                return r;
            }
        }
        return null;
    }

    /** The outermost resource, a bundle not counted if {@code withBundles} is false. */
    public WorkResource top(boolean withBundles) {
        WorkResource top = this;
        while (top.parent != null && (withBundles || !top.parent.isBundle())) {
            top = top.parent;
        }
        return top;
    }

    /** Whether it is, or is part of, an instance of a promotable clone. */
    public boolean inPromotable() {
        WorkResource clone = isClone() ? this : enclosingClone();
        return clone != null && clone.isPromotable();
    }

    public @Nullable WorkResource enclosingBundle() {
        for (WorkResource r = this; r != null; r = r.parent) {
            if (r.isBundle()) {
                return r;
            }
        }
        return null;
    }

    /** This and everything below it that is a primitive, in order. */
    public Stream<WorkResource> primitives() {
        return isPrimitive() ? Stream.of(this)
                : children.stream().flatMap(WorkResource::primitives);
    }

    /** This and everything below it, parents first. */
    public Stream<WorkResource> tree() {
        return children.isEmpty() ? Stream.of(this)
                : Stream.concat(Stream.of(this), children.stream().flatMap(WorkResource::tree));
    }

    public boolean isFenceDevice() {
        return is(ResourceFlag.FENCE_DEVICE);
    }

    public Optional<String> meta(String name) {
        return Optional.ofNullable(meta.get(name));
    }

    public boolean runsOn(WorkNode node) {
        return running.contains(node);
    }

    /** Whether any (or, if {@code all}, every) part of it is active. */
    public boolean isActive(boolean all) {
        if (isPrimitive()) {
            return running.stream().anyMatch(n -> n.is(NodeFlag.ONLINE)
                    || !is(ResourceFlag.MANAGED) || n.is(NodeFlag.UNCLEAN));
        }
        return all
                ? !children.isEmpty() && children.stream().allMatch(c -> c.isActive(true))
                : children.stream().anyMatch(c -> c.isActive(false));
    }

    /** The highest role any part has now. */
    public Role currentRole() {
        if (isPrimitive()) {
            return role;
        }
        return children.stream().map(WorkResource::currentRole)
                .max(Role::compareTo).orElse(Role.STOPPED);
    }

    /** The highest role any part is to have. */
    public Role plannedRole() {
        if (isPrimitive()) {
            return nextRole == null ? Role.STOPPED : nextRole;
        }
        return children.stream().map(WorkResource::plannedRole)
                .max(Role::compareTo).orElse(Role.STOPPED);
    }

    @Override
    public String toString() {
        return id;
    }

    public Variant variant() {
        return variant;
    }

    public String id() {
        return id;
    }

    public String baseId() {
        return baseId;
    }

    public AgentName agent() {
        return agent;
    }

    public InterpretedHistory history() {
        return history;
    }

    public NodeScores scores() {
        return scores;
    }

    public ResolvedDefinition definition() {
        return definition;
    }

    public void definition(ResolvedDefinition value) {
        this.definition = value;
    }

    public @Nullable WorkResource parent() {
        return parent;
    }

    public void parent(@Nullable WorkResource value) {
        this.parent = value;
    }

    public List<WorkResource> children() {
        return children;
    }

    public TreeMap<String, String> meta() {
        return meta;
    }

    public TreeMap<String, Integer> utilization() {
        return utilization;
    }

    public List<WorkNode> running() {
        return running;
    }

    public List<WorkAction> actions() {
        return actions;
    }

    public List<Colocation> dependentIn() {
        return dependentIn;
    }

    public List<Colocation> primaryIn() {
        return primaryIn;
    }

    public List<LocationRule> locations() {
        return locations;
    }

    public List<WorkResource> launched() {
        return launched;
    }

    public List<BundleReplica> replicas() {
        return replicas;
    }

    public Role role() {
        return role;
    }

    public void role(Role value) {
        this.role = value;
    }

    public @Nullable Role nextRole() {
        return nextRole;
    }

    public void nextRole(@Nullable Role value) {
        this.nextRole = value;
    }

    public @Nullable WorkNode assigned() {
        return assigned;
    }

    public void assigned(@Nullable WorkNode value) {
        this.assigned = value;
    }

    public @Nullable WorkResource container() {
        return container;
    }

    public void container(@Nullable WorkResource value) {
        this.container = value;
    }

    public @Nullable WorkNode remoteNode() {
        return remoteNode;
    }

    public void remoteNode(@Nullable WorkNode value) {
        this.remoteNode = value;
    }

    public MetaOptions options() {
        return options;
    }

    public void options(MetaOptions value) {
        this.options = value;
    }

    public CloneOptions cloneOptions() {
        return cloneOptions;
    }

    public void cloneOptions(CloneOptions value) {
        this.cloneOptions = value;
    }

    public int number() {
        return number;
    }

    public void number(int value) {
        this.number = value;
    }

    public int promotionPriority() {
        return promotionPriority;
    }

    public void promotionPriority(int value) {
        this.promotionPriority = value;
    }

    public int sortIndex() {
        return sortIndex;
    }

    public void sortIndex(int value) {
        this.sortIndex = value;
    }
}
