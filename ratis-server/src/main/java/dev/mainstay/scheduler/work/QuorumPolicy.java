// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

/** What to do without quorum. */
public enum QuorumPolicy {
    STOP,
    FREEZE,
    IGNORE,
    DEMOTE,
    FENCE
}
