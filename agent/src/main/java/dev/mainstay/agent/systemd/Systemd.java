// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.systemd;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The system's service manager, as far as resources need it. Safe for concurrent use; a call blocks
 * until it is answered, and for {@link SystemdBus#REPLY_LIMIT} at most.
 */
public interface Systemd {
    /**
     * Work that systemd has taken in.
     *
     * @param end completes with the result once systemd has told it: done, canceled, timeout,
     *        failed, dependency, skipped, …; never, where the signal was lost
     */
    record UnitJob(long id, CompletableFuture<String> end) {}

    /** What the unit is doing; one that does not exist has a state too. */
    UnitState state(UnitName unit) throws SystemdException;

    /** Queues a start in place of whatever is queued for the unit. */
    UnitJob start(UnitName unit) throws SystemdException;

    /** Queues a stop in place of whatever is queued for the unit. */
    UnitJob stop(UnitName unit) throws SystemdException;

    /** Takes a queued job back. */
    void cancel(UnitJob job) throws SystemdException;

    /** Nobody waits for the job's end any more. */
    void forget(UnitJob job);

    /** Returns once everything that was written before this call has been read. */
    void reload() throws SystemdException;

    /** The names of all units that there are files of. */
    List<String> unitFiles() throws SystemdException;
}
