// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

/** What holds for an action while the graph is worked out. */
public enum ActionFlag {
    /** Relays order only; nothing is executed. */
    PSEUDO,
    RUNNABLE,
    /** Need not be done. */
    OPTIONAL,
    /** Written into the graph even if optional: others are ordered after it. */
    ALWAYS_SHOWN,
    MIGRATABLE,
    /** May be half of a live migration (a start or stop that a migration replaces). */
    ORDERED_BY_MIGRATION,
    HAVE_ATTRIBUTES,
    /** Part of the reaction to a failure: keeps it shown in the summary. */
    REQUIRED_BY_FAILURE,
    /** Runs on the machine that coordinates, not on the one it concerns. */
    ON_CONTROLLER,
    /** Its minimum of runnable predecessors is counted. */
    MINIMUM_RUNNABLE,
    /** Shutdowns wait for it. */
    IN_SHUTDOWN,
    /** Tells an instance of what others do. */
    NOTIFICATION,
    /** Ordered already and not settled: it cannot be held back any more. */
    IN_FLIGHT,
    PROCESSED,
    DETACHED
}
