// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

/** What to do with a resource that is active on more than one machine. */
public enum MultipleActive {
    STOP_START,
    STOP_ONLY,
    STOP_UNEXPECTED,
    BLOCK
}
