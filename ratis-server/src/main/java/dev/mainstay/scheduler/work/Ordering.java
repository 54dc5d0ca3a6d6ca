// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import org.jspecify.annotations.Nullable;

/**
 * An ordering between two actions, each named by resource and key or given as such. The meaning is
 * a set of the kinds below; with none of them but {@link #ORDERED} it only orders what happens
 * anyway.
 */
public record Ordering(
        @Nullable WorkResource firstResource,
        String firstKey,
        @Nullable WorkAction first,
        @Nullable WorkResource thenResource,
        String thenKey,
        @Nullable WorkAction then,
        int kinds) {
    public static final int ORDERED = 1;
    /** If first has to be done, then has to. */
    public static final int FIRST_IMPLIES_THEN = 1 << 1;
    /** If then has to be done, first has to. */
    public static final int THEN_IMPLIES_FIRST = 1 << 2;
    /** If then has to be done and its resource is to be promoted, first has to be done. */
    public static final int PROMOTED_IMPLIES_FIRST = 1 << 3;
    /** If first cannot be done, then cannot. */
    public static final int UNRUNNABLE_FIRST_BLOCKS = 1 << 4;
    /** If first cannot be a migration, then cannot. */
    public static final int UNMIGRATABLE_FIRST_BLOCKS = 1 << 5;
    /** As {@link #FIRST_IMPLIES_THEN}, if both are on one machine. */
    public static final int FIRST_IMPLIES_SAME_NODE_THEN = 1 << 6;
    /** A start needs the stop that precedes it on the way. */
    public static final int INTERMEDIATE_STOP = 1 << 7;
    /** Blocks a start, but leaves alone what is active already. */
    public static final int ASYMMETRIC = 1 << 8;
    /** Counts only where both are on one machine. */
    public static final int IF_SAME_NODE = 1 << 9;
    /** Never both at once, in either order. */
    public static final int SERIALIZE = 1 << 10;
    /** Then needs a minimum of its predecessors. */
    public static final int MINIMUM_RUNNABLE = 1 << 11;
    /** If first is in the graph, so is then. */
    public static final int FIRST_SHOWS_THEN = 1 << 12;
    /** If then is in the graph, so is first. */
    public static final int THEN_SHOWS_FIRST = 1 << 13;
    /** Counts only if both run on one machine, or start on the same one. */
    public static final int IF_SAME_NODE_OR_TARGET = 1 << 14;
    /** Keeps utilization from being exceeded: start after stop if on the same machine. */
    public static final int LOAD = 1 << 15;
    /** A probe that cannot run holds then back unless the resource is active. */
    public static final int PROBE = 1 << 16;
    /** Kept by a migration: also ordered with its migrate action. */
    public static final int RUNNABLE_LEFT = 1 << 17;
    /** Counts only if first is not half of a live migration. */
    public static final int IF_FIRST_STAYS = 1 << 20;
    /** If then has to be done, first need not be. */
    public static final int THEN_CANCELS_FIRST = 1 << 19;
    /** Fencing makes the stop unnecessary but not its place in the order. */
    public static final int IMPLIED_BY_FENCING = 1 << 18;
}
