// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.systemd;

import java.util.Optional;
import java.util.Set;

/**
 * What systemd says of a unit at one moment.
 *
 * @param load loaded, not-found, masked, bad-setting, …
 * @param active active, reloading, inactive, failed, activating, deactivating, …
 * @param sub the kind's own word for it: running, exited, auto-restart, …
 * @param job that is queued for the unit or works on it
 */
public record UnitState(String description, String load, String active, String sub,
        Optional<QueuedJob> job) {
    private static final Set<String> STARTING = Set.of("start", "restart", "reload-or-start");

    /** A job by its number and its type: start, stop, restart, … */
    public record QueuedJob(long id, String type) {}

    /** What the state means for a resource. */
    enum Activity {
        RUNNING, STOPPED,
        /** On the way to one of these. */
        PENDING,
        /** A word of a later systemd: neither running nor proven stopped. */
        UNCLEAR
    }

    /**
     * Inactive with a start still queued is not stopped: what a probe called stopped could begin
     * right after it.
     */
    Activity activity() {
        return switch (active) {
            case "active", "reloading", "refreshing" -> Activity.RUNNING;
            case "activating", "deactivating" -> Activity.PENDING;
            case "inactive", "failed", "maintenance" ->
                    job.map(QueuedJob::type).filter(STARTING::contains).isPresent()
                            ? Activity.PENDING
                            : Activity.STOPPED;
            default -> Activity.UNCLEAR;
        };
    }

    /** Whether there is no such unit, and nothing of it runs on from a time when there was. */
    boolean isMissing() {
        return load.equals("not-found") && activity() == Activity.STOPPED;
    }

    boolean has(Systemd.UnitJob asked) {
        return job.filter(queued -> queued.id() == asked.id()).isPresent();
    }

    /** For people: {@code failed}, {@code activating (auto-restart)}, {@code inactive, masked}. */
    String words() {
        String detail = sub.isEmpty() || sub.equals(active) ? "" : " (" + sub + ")";
        return active + detail + (load.equals("loaded") ? "" : ", " + load);
    }
}
