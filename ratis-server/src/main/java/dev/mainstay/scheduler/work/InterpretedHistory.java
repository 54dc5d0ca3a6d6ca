// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the operation histories of a resource tell besides where it is active: where it was looked
 * for, what is under way, and which machine it is locked to.
 */
public final class InterpretedHistory {
    private final boolean[] knownOn;
    private final List<WorkNode> danglingMigrationSources = new ArrayList<>();
    private boolean roleKnown = false;
    private @Nullable WorkNode pendingNode = null;
    private @Nullable WorkNode migrationSource = null;
    private @Nullable WorkNode migrationTarget = null;
    private @Nullable WorkNode lockNode = null;
    private Optional<Instant> lockTime = Optional.empty();

    InterpretedHistory(int nodeCount) {
        this.knownOn = new boolean[nodeCount];
    }

    /** Whether some result tells if the resource is active there. */
    public boolean isKnownOn(WorkNode node) {
        return knownOn[node.index()];
    }

    public void knownOn(WorkNode node) {
        knownOn[node.index()] = true;
    }

    /** Whether some record decided the role that the resource has now. */
    public boolean roleKnown() {
        return roleKnown;
    }

    public void roleKnown(boolean value) {
        this.roleKnown = value;
    }

    /** Where the first operation found that has not ended is under way; null if there is none. */
    public @Nullable WorkNode pendingNode() {
        return pendingNode;
    }

    /** Takes note of an operation that has not ended; the first one found counts. */
    public void pending(WorkNode node) {
        if (pendingNode == null) {
            pendingNode = node;
        }
    }

    /** Where a live migration that is half done came from; null if there is none. */
    public @Nullable WorkNode migrationSource() {
        return migrationSource;
    }

    /** Where a live migration that is half done goes; null if there is none. */
    public @Nullable WorkNode migrationTarget() {
        return migrationTarget;
    }

    public void migrating(WorkNode source, WorkNode target) {
        this.migrationSource = source;
        this.migrationTarget = target;
    }

    /** The migration under way, if any, is not going to be completed. */
    public void abandonMigration() {
        this.migrationSource = null;
        this.migrationTarget = null;
    }

    /** Machines left by a migration that may not have stopped the resource there. */
    public List<WorkNode> danglingMigrationSources() {
        return danglingMigrationSources;
    }

    /** The machine that was shut down while the resource was active there, if it waits for it. */
    public @Nullable WorkNode lockNode() {
        return lockNode;
    }

    /** Since when the resource waits; empty if nobody knows. */
    public Optional<Instant> lockTime() {
        return lockTime;
    }

    public void lock(WorkNode node, Optional<Instant> since) {
        this.lockNode = node;
        this.lockTime = since;
    }

    public void unlock() {
        this.lockNode = null;
        this.lockTime = Optional.empty();
    }
}
