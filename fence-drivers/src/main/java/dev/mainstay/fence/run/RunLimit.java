// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.run;

import dev.mainstay.fence.device.FenceOrder;
import dev.mainstay.fence.driver.Limit;
import java.time.Duration;
import java.util.Optional;

/** When a run has to stop: at its time-out, at the end of its owner's lease, or when cancelled. */
final class RunLimit implements Limit {
    private final FenceOrder.Owner owner;
    private final Deadlines deadlines;
    private final BootClock clock;
    private final Duration timeout;
    /** Counted on the clock that counts suspension, as the device does not sleep. */
    private volatile long begunNanos;
    private volatile boolean cancelled;

    RunLimit(FenceOrder.Owner owner, Duration timeout, Deadlines deadlines, BootClock clock) {
        this.owner = owner;
        this.deadlines = deadlines;
        this.clock = clock;
        this.timeout = timeout;
        this.begunNanos = clock.nanos();
        if (owner.deadlineNanos() != 0) {
            deadlines.extend(owner.incarnation(), owner.deadlineNanos());
        }
    }

    /** The time-out counts from now. */
    void begin() {
        begunNanos = clock.nanos();
    }

    void cancel() {
        cancelled = true;
    }

    Duration used() {
        return Duration.ofNanos(Math.max(0, clock.nanos() - begunNanos));
    }

    @Override
    public Optional<Reason> reached() {
        if (cancelled) {
            return Optional.of(Reason.CANCELLED);
        }
        if (owner.deadlineNanos() != 0
                && clock.nanos() - deadlines.nanos(owner.incarnation()) >= 0) {
            return Optional.of(Reason.DEADLINE);
        }
        return used().compareTo(timeout) >= 0 ? Optional.of(Reason.TIMEOUT) : Optional.empty();
    }

    /** As {@link #reached}, before the time-out counts. */
    Optional<Reason> reachedWhileWaiting() {
        return reached().filter(reason -> reason != Reason.TIMEOUT);
    }
}
