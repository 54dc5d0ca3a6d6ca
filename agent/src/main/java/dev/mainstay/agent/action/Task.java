// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.action;

import java.util.Optional;

/** What a resource agent can be asked to do, by the words of the OCF resource agent API. */
public enum Task {
    START("start", Lease.NEEDED, Effect.ON_ACTIVITY), //
    STOP("stop", Lease.NOT_NEEDED, Effect.ON_ACTIVITY), //
    MONITOR("monitor", Lease.NOT_NEEDED, Effect.NONE), //
    PROMOTE("promote", Lease.NEEDED, Effect.ON_ACTIVITY), //
    DEMOTE("demote", Lease.NOT_NEEDED, Effect.ON_ACTIVITY), //
    MIGRATE_TO("migrate_to", Lease.NEEDED, Effect.ON_ACTIVITY), //
    MIGRATE_FROM("migrate_from", Lease.NEEDED, Effect.ON_ACTIVITY), //
    NOTIFY("notify", Lease.NOT_NEEDED, Effect.NONE), //
    RELOAD("reload", Lease.NOT_NEEDED, Effect.NONE), //
    RELOAD_AGENT("reload-agent", Lease.NOT_NEEDED, Effect.NONE), //
    VALIDATE_ALL("validate-all", Lease.NOT_NEEDED, Effect.NONE);

    private enum Lease {
        NEEDED, NOT_NEEDED
    }

    private enum Effect {
        ON_ACTIVITY, NONE
    }

    private final String word;
    private final Lease lease;
    private final Effect effect;

    Task(String word, Lease lease, Effect effect) {
        this.word = word;
        this.lease = lease;
        this.effect = effect;
    }

    /** The task of that word, or empty where agents know no such action. */
    public static Optional<Task> named(String word) {
        for (Task task : values()) {
            if (task.word.equals(word)) {
                return Optional.of(task);
            }
        }
        return Optional.empty();
    }

    /** The argument that the agent is called with. */
    public String word() {
        return word;
    }

    /** Whether it makes something active that must not be active twice (safety rule 9). */
    public boolean needsLease() {
        return lease == Lease.NEEDED;
    }

    /** Whether it changes what is active on this machine. */
    public boolean changesActivity() {
        return effect == Effect.ON_ACTIVITY;
    }
}
