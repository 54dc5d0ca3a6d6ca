// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import dev.mainstay.cli.failure.CommandFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for conditions by asking again and again. */
final class Waiting {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private Waiting() {}

    /**
     * Returns what the condition gives once it gives something. A node that cannot answer yet is no
     * error while there is time.
     *
     * @throws NotSeen when the limit is over
     */
    static <T> T until(String what, Duration limit, Supplier<Optional<T>> condition) {
        long end = System.nanoTime() + limit.toNanos();
        String last = "";
        while (System.nanoTime() < end) {
            try {
                Optional<T> value = condition.get();
                if (value.isPresent()) {
                    return value.get();
                }
            } catch (CommandFailure notYet) {
                last = "; last answer: " + notYet.getMessage();
            }
            pause();
        }
        throw new NotSeen(what, "not within " + limit.toSeconds() + " s" + last);
    }

    /** The same for a condition that is true or false. */
    static void untilTrue(String what, Duration limit, Supplier<Boolean> condition) {
        until(what, limit, () -> condition.get() ? Optional.of(true) : Optional.empty());
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new NotSeen("the end of the demo", "interrupted");
        }
    }
}
