// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** Seeds one after another, several at a time: each is told by one thread from begin to end. */
final class SeedRange {

    private final long from;
    private final long to;
    private final Planted planted;

    SeedRange(long from, long to, Planted planted) {
        this.from = from;
        this.to = to;
        this.planted = planted;
    }

    /**
     * Tells all of them.
     *
     * @param each hears of every ending, from one thread at a time, in no certain order
     */
    void tell(int threads, BiConsumer<Long, Story.Ending> each) throws InterruptedException {
        AtomicLong next = new AtomicLong(from);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> tellers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                tellers.add(pool.submit(() -> tell(next, each)));
            }
            for (Future<?> teller : tellers) {
                teller.get();
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a seed could not be told", failure);
        }
    }

    private void tell(AtomicLong next, BiConsumer<Long, Story.Ending> each) {
        for (long seed = next.getAndIncrement(); seed <= to; seed = next.getAndIncrement()) {
            Story.Ending ending = Story.of(seed).tell(planted);
            synchronized (this) {
                each.accept(seed, ending);
            }
        }
    }

    /** The messages of those that fail, by seed. */
    SortedMap<Long, String> failures(int threads) throws InterruptedException {
        SortedMap<Long, String> failures = new TreeMap<>();
        tell(threads, (seed, ending) -> ending.violation()
                .ifPresent(violation -> failures.put(seed, violation.getMessage())));
        return failures;
    }

    /** The first that fails with what is planted, and is clean without it. */
    Optional<Finding> firstFinding() {
        for (long seed = from; seed <= to; seed++) {
            Story story = Story.of(seed);
            Optional<Violation> violation = story.tell(planted).violation();
            if (violation.isPresent() && story.tell(Planted.NOTHING).violation().isEmpty()) {
                return Optional.of(new Finding(seed, violation.get()));
            }
        }
        return Optional.empty();
    }

    /** A seed and what it found. */
    record Finding(long seed, Violation violation) {}
}
