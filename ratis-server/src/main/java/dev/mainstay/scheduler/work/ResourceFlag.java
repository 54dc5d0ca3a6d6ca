// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

/** What holds for a resource or instance in this run. */
public enum ResourceFlag {
    MANAGED,
    /** Nothing may be done to it. */
    BLOCKED,
    /** Known from history only: no longer configured. */
    REMOVED,
    /** Known from history only, beyond the number of instances configured. */
    SURPLUS,
    UNIQUE,
    NOTIFY,
    FAILED,
    /** Its failure asks for a stop even where the assignment stays. */
    STOP_NEEDED,
    ALLOW_MIGRATE,
    MAINTENANCE,
    NEEDS_QUORUM,
    NEEDS_FENCING,
    NEEDS_UNFENCING,
    FENCE_DEVICE,
    REMOTE_CONNECTION,
    CRITICAL,
    UNASSIGNED,
    ASSIGNING,
    START_PENDING,
    RELOAD,
    /** Demotion without a stop was asked for by a failed operation. */
    DEMOTE_FAILED,
    /** The last that is known to have been done to it is a demotion. */
    DEMOTED,
    /** A demotion is under way. */
    DEMOTING,
    EXCLUSIVE_DISCOVERY,
    /** All of its failures are configured to be ignored. */
    IGNORE_FAILURE,
    /** Belongs to a bundle's replica. */
    BUNDLED,
    /** Created by us, not configured. */
    IMPLICIT,
    HAS_MIGRATION,
    AGENT_CHANGED,
    /** Its parameters changed in a way that only a restart can apply. */
    RESTART_NEEDED,
    STOP_UNEXPECTED_ONLY,
    /** Constraint scores are being collected through it: guards against loops. */
    UPDATING
}
