// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Says how far a run of many seeds is, which of them failed, and how quick it is. */
final class Progress {

    private static final double NANOS_PER_HOUR = Duration.ofHours(1).toNanos();
    private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long NANOS_BETWEEN = Duration.ofSeconds(10).toNanos();

    private final PrintStream out;
    private final long seeds;
    private final long begun = System.nanoTime();
    private long told;
    private long failed;
    private double simulatedNanos;
    private long lastNanos = begun;

    /** @param out one line for each seed that fails, and one of progress every ten seconds */
    Progress(PrintStream out, long from, long to) {
        this.out = out;
        this.seeds = to - from + 1;
    }

    void ended(long seed, Story.Ending ending) {
        told++;
        simulatedNanos += ending.nanos();
        ending.violation().ifPresent(violation -> {
            failed++;
            out.println("seed " + seed + ": " + violation.getMessage());
        });
        long now = System.nanoTime();
        if (now - lastNanos > NANOS_BETWEEN) {
            lastNanos = now;
            out.println("... " + summary());
        }
    }

    /** @return whether no seed failed */
    boolean finish() {
        out.println(summary());
        return failed == 0;
    }

    private String summary() {
        double minutes = (System.nanoTime() - begun) / NANOS_PER_MINUTE;
        return String.format(Locale.ROOT,
                "%d of %d seeds, %d failed, %.1f simulated hours per minute",
                told, seeds, failed, simulatedNanos / NANOS_PER_HOUR / minutes);
    }
}
