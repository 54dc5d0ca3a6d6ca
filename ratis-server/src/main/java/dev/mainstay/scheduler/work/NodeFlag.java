// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

/** What holds for a machine in this run. */
public enum NodeFlag {
    /** Its state is known from a status, not assumed. */
    SEEN,
    ONLINE,
    /** May run things that nobody can see: to be fenced. */
    UNCLEAN,
    /** In membership but not yet taken in. */
    PENDING,
    STANDBY,
    /** Standby because an operation failed with that consequence. */
    STANDBY_ON_FAIL,
    MAINTENANCE,
    SHUTDOWN,
    EXPECTED_UP,
    DESIGNATED_CONTROLLER,
    /** A remote machine whose connection failed so that only fencing makes it usable. */
    REMOTE_RESET,
    REMOTE_WAS_FENCED,
    REMOTE_MAINTENANCE,
    /** Nothing is probed there. */
    DISCOVERY_OFF,
    /** Has to be unfenced before anything that requires it. */
    NEEDS_UNFENCING,
    HISTORY_UNPACKED,
    /** Lost from membership: its fencing takes the priority delay. */
    PRIORITY_DELAY
}
