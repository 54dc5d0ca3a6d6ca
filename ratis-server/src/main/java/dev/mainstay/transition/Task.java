// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.transition;

/** What a resource agent is asked to do, in the words of OCF and of Pacemaker's operation keys. */
public enum Task {
    /** A one-off monitor that finds out whether a resource is active; key task "monitor". */
    PROBE("monitor"),
    MONITOR("monitor"),
    START("start"),
    STOP("stop"),
    PROMOTE("promote"),
    DEMOTE("demote"),
    NOTIFY("notify"),
    MIGRATE_TO("migrate_to"),
    MIGRATE_FROM("migrate_from"),
    RELOAD("reload"),
    RELOAD_AGENT("reload-agent"),
    /** Clears the operation history of a resource on a node; no agent is called. */
    DELETE("delete");

    private final String ocfName;

    Task(String ocfName) {
        this.ocfName = ocfName;
    }

    /** The argument that the agent gets, which is also the word in an operation key. */
    public String ocfName() {
        return ocfName;
    }

    /**
     * Whether the action may make a resource do its work somewhere and therefore needs a current
     * lease and, for invariant 1, a free place.
     */
    public boolean needsLease() {
        return switch (this) {
            case START, PROMOTE, MIGRATE_TO, MIGRATE_FROM -> true;
            case PROBE, MONITOR, STOP, DEMOTE, NOTIFY, RELOAD, RELOAD_AGENT, DELETE -> false;
        };
    }
}
