// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

/** What is known of a machine's present incarnation. */
public enum NodeState {
    /** A member whose daemon has not joined yet. Nothing of it can run. */
    ABSENT("offline"),
    ONLINE("online"),
    /** The leader does not hear from it. */
    SUSPECTED("suspected"),
    /** It asked to be emptied. */
    SHUTTING_DOWN("shutting-down"),
    /** It asked to be emptied, and it is: it may go. */
    RELEASED("shutting-down"),
    /** Gone for good, but what it ran may still run there (safety.md 13). */
    LOST("lost"),
    /** Fenced, confirmed or proven rebooted: nothing of it runs. */
    SETTLED("offline"),
    /** It stopped cleanly: nothing of it runs. */
    LEFT("left"),
    /**
     * Of a cluster that was restored from a backup: the machine has neither joined this generation
     * nor been fenced or confirmed, and what it ran before may still run there (safety.md 25).
     */
    UNHEARD("unheard");

    private final String text;

    NodeState(String text) {
        this.text = text;
    }

    /** The word in status. */
    public String text() {
        return text;
    }

    /** Whether the incarnation takes part: it may be given work and hold a lease. */
    public boolean isActive() {
        return switch (this) {
            case ONLINE, SUSPECTED, SHUTTING_DOWN, RELEASED -> true;
            case ABSENT, LOST, SETTLED, LEFT, UNHEARD -> false;
        };
    }

    /** Whether it is certain that nothing of the incarnation runs. */
    public boolean isSettled() {
        return switch (this) {
            case ABSENT, SETTLED, LEFT -> true;
            case ONLINE, SUSPECTED, SHUTTING_DOWN, RELEASED, LOST, UNHEARD -> false;
        };
    }
}
