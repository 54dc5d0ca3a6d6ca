// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.action;

/** Something that the agent has to remember. */
public sealed interface JournalEvent {
    /** The machine has booted: whatever ran before is gone, and only the epoch still counts. */
    record BootEntered(String bootId) implements JournalEvent {}

    /** Lower epochs are refused from here on. */
    record EpochKept(long epoch) implements JournalEvent {}

    /** A run is about to begin. */
    record Intended(Intent intent) implements JournalEvent {}

    /** An action has ended, with all its process groups. */
    record Ended(Outcome outcome) implements JournalEvent {}

    /** A run of a recurring monitor has ended. */
    record MonitorEnded(int processGroup) implements JournalEvent {}

    /** The instance may be active here. */
    record Listed(LedgerEntry entry) implements JournalEvent {}

    /** The instance is certainly not active here. */
    record Unlisted(String resource) implements JournalEvent {}

    /** The outcome is in the log; only that there was one is still needed. */
    record Acknowledged(ActionKey key) implements JournalEvent {}

    /** The last activity-changing action of a resource that has ended. */
    record Seen(String resource, ActionKey key) implements JournalEvent {}

    /** Actions of this epoch up to this transition are refused, so that memory stays bounded. */
    record TooOld(ActionKey key) implements JournalEvent {}
}
