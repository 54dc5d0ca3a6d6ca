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
    /** Its minimum of runnable predecessors is counted. */
    MINIMUM_RUNNABLE,
    /** Tells an instance of what others do. */
    NOTIFICATION,
    /** Ordered already and not settled: it cannot be held back any more. */
    IN_FLIGHT,
    DETACHED
}
