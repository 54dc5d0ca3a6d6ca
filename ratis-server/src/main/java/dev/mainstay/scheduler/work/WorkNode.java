// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import dev.mainstay.model.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A machine in this run. */
public final class WorkNode {
    private static final long UNUSABLE = bit(NodeFlag.SHUTDOWN) | bit(NodeFlag.UNCLEAN)
            | bit(NodeFlag.STANDBY) | bit(NodeFlag.MAINTENANCE) | bit(NodeFlag.PENDING);

    /** A bit for each flag: asked for every machine each time that scores are weighed. */
    private long flags = 0;

    private final NodeId id;
    private final String identity;
    private NodeKind kind;
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
        return (flags & bit(flag)) != 0;
    }

    public void set(NodeFlag flag) {
        flags |= bit(flag);
    }

    public void clear(NodeFlag flag) {
        flags &= ~bit(flag);
    }

    public void put(NodeFlag flag, boolean value) {
        if (value) {
            set(flag);
        } else {
            clear(flag);
        }
    }

    private static long bit(NodeFlag flag) {
        return 1L << flag.ordinal();
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
        return is(NodeFlag.ONLINE) && (flags & UNUSABLE) == 0;
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
