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
import org.jspecify.annotations.Nullable;

/**
 * A resource or one instance of it in this run: what the steps found out about it and decided.
 * Where it stands among the others tells {@link NestedResource}.
 */
public final class WorkResource extends NestedResource {
    private final EnumSet<ResourceFlag> flags = EnumSet.noneOf(ResourceFlag.class);

    private final String id;
    private final String baseId;
    private final AgentName agent;
    private final NodeScores scores;
    private final InterpretedHistory history;
    private final ResolvedDefinition definition;
    private final TreeMap<String, String> meta = new TreeMap<>();
    private final TreeMap<String, Integer> utilization = new TreeMap<>();
    private final List<WorkNode> running = new ArrayList<>();
    private final List<WorkAction> actions = new ArrayList<>();
    private final List<Colocation> dependentIn = new ArrayList<>();
    private final List<Colocation> primaryIn = new ArrayList<>();
    private final List<LocationRule> locations = new ArrayList<>();
    private Role role = Role.STOPPED;
    private @Nullable Role nextRole = null;
    private @Nullable WorkNode assigned = null;
    private @Nullable WorkNode remoteNode = null;
    private MetaOptions options = MetaOptions.UNREAD;
    private int number = -1;
    private int promotionPriority = 0;
    private int sortIndex = 0;

    public WorkResource(
            Variant variant, String id, ResolvedDefinition definition, int nodeCount) {
        super(variant);
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
        children().forEach(c -> c.setAll(flag));
    }

    public void clearAll(ResourceFlag flag) {
        clear(flag);
        children().forEach(c -> c.clearAll(flag));
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
                ? !children().isEmpty() && children().stream().allMatch(c -> c.isActive(true))
                : children().stream().anyMatch(c -> c.isActive(false));
    }

    /** The highest role any part has now. */
    public Role currentRole() {
        if (isPrimitive()) {
            return role;
        }
        return children().stream().map(WorkResource::currentRole)
                .max(Role::compareTo).orElse(Role.STOPPED);
    }

    /** The highest role any part is to have. */
    public Role plannedRole() {
        if (isPrimitive()) {
            return nextRole == null ? Role.STOPPED : nextRole;
        }
        return children().stream().map(WorkResource::plannedRole)
                .max(Role::compareTo).orElse(Role.STOPPED);
    }

    @Override
    WorkResource self() {
        return this;
    }

    @Override
    public String toString() {
        return id;
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
