// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.simulate;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.CibReader;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.SchedulerInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;

/**
 * How long one file takes in a virtual machine that is warm: reading it and planning apart, in
 * nanoseconds. The first half as many rounds again are run before and not counted.
 */
record PlanProfile(long parseMedian, long planMedian, long planNinetyNinth) {

    private static final int PER_CENT = 100;
    private static final int NINETY_NINE = 99;

    /** @throws CibFormatException when the file is no CIB */
    static PlanProfile of(byte[] file, Instant now, int rounds)
            throws CibFormatException, IOException {
        for (int i = 0; i < (rounds + 1) / 2; i++) {
            Scheduler.plan(read(file, now));
        }
        long[] parse = new long[rounds];
        long[] plan = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            long begin = System.nanoTime();
            SchedulerInput input = read(file, now);
            long read = System.nanoTime();
            Scheduler.plan(input);
            plan[i] = System.nanoTime() - read;
            parse[i] = read - begin;
        }
        return new PlanProfile(rank(parse, PER_CENT / 2), rank(plan, PER_CENT / 2),
                rank(plan, NINETY_NINE));
    }

    private static SchedulerInput read(byte[] file, Instant now)
            throws CibFormatException, IOException {
        return CibReader.read(new ByteArrayInputStream(file), now);
    }

    /** The smallest value that this many of a hundred do not exceed. */
    private static long rank(long[] values, int perCent) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length * perCent + PER_CENT - 1) / PER_CENT - 1];
    }
}
