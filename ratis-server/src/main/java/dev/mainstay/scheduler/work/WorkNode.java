// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import dev.mainstay.model.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A machine in this run. */
public final class WorkNode {
    private static final Set<NodeFlag> UNUSABLE = Collections.unmodifiableSet(
            EnumSet.of(NodeFlag.SHUTDOWN, NodeFlag.UNCLEAN, NodeFlag.STANDBY,
                    NodeFlag.MAINTENANCE, NodeFlag.PENDING));

    private final EnumSet<NodeFlag> flags = EnumSet.noneOf(NodeFlag.class);

    private final NodeId id;
    private final String identity;
    private NodeKind kind;
    /** Kept beside the flags: it is asked for each machine whenever scores are weighed. */
    private boolean usable = false;
    private int index = -1;
    private final TreeMap<String, String> attributes = new TreeMap<>();
    private final TreeMap<String, Integer> capacity = new TreeMap<>();
    private final List<WorkResource> running = new ArrayList<>();
    private int assignedCount = 0;
    private int healthScore = 0;
    private int fencingPriority = 0;
    private @Nullable WorkResource connection = null;
    private String fenceReason = "";

    public WorkNode(NodeId id, String identity, NodeKind kind) {
        this.id = id;
        this.identity = identity;
        this.kind = kind;
    }

    public String name() {
        return id.value();
    }

    public boolean is(NodeFlag flag) {
        return flags.contains(flag);
    }

    public void set(NodeFlag flag) {
        put(flag, true);
    }

    public void clear(NodeFlag flag) {
        put(flag, false);
    }

    public void put(NodeFlag flag, boolean value) {
        if (value) {
            flags.add(flag);
        } else {
            flags.remove(flag);
        }
        usable = flags.contains(NodeFlag.ONLINE)
                && Collections.disjoint(flags, UNUSABLE);
    }

    public boolean isRemote() {
        return kind.isRemote();
    }

    /** Whether it is a machine that some resource of ours runs. */
    public boolean isGuest() {
        return kind == NodeKind.GUEST;
    }

    /** The resource that runs this guest; null for any other machine. */
    public @Nullable WorkResource container() {
        return connection == null ? null : connection.container();
    }

    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /** Whether resources may be placed there at all, scores aside. */
    public boolean isUsable() {
        return usable;
    }

    @Override
    public String toString() {
        return id.value();
    }

    public NodeId id() {
        return id;
    }

    public String identity() {
        return identity;
    }

    public NodeKind kind() {
        return kind;
    }

    public void kind(NodeKind value) {
        this.kind = value;
    }

    public int index() {
        return index;
    }

    public void index(int value) {
        this.index = value;
    }

    public TreeMap<String, String> attributes() {
        return attributes;
    }

    public TreeMap<String, Integer> capacity() {
        return capacity;
    }

    public List<WorkResource> running() {
        return running;
    }

    public int assignedCount() {
        return assignedCount;
    }

    public void assignedCount(int value) {
        this.assignedCount = value;
    }

    public int healthScore() {
        return healthScore;
    }

    public void healthScore(int value) {
        this.healthScore = value;
    }

    public int fencingPriority() {
        return fencingPriority;
    }

    public void fencingPriority(int value) {
        this.fencingPriority = value;
    }

    public @Nullable WorkResource connection() {
        return connection;
    }

    public void connection(@Nullable WorkResource value) {
        this.connection = value;
    }

    public String fenceReason() {
        return fenceReason;
    }

    public void fenceReason(String value) {
        this.fenceReason = value;
    }
}
