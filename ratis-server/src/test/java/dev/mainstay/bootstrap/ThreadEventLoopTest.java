// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreadEventLoopTest {

    private final CompletableFuture<Throwable> fault = new CompletableFuture<>();

    @Test
    void runsTasksOneAfterTheOtherInTheirOrder() throws Exception {
        try (ThreadEventLoop loop = new ThreadEventLoop("test", fault::complete)) {
            List<Integer> ran = new ArrayList<>();
            CompletableFuture<List<Integer>> done = new CompletableFuture<>();
            IntStream.range(0, 100).forEach(i -> loop.execute(() -> ran.add(i)));
            loop.execute(() -> done.complete(List.copyOf(ran)));
            assertEquals(IntStream.range(0, 100).boxed().toList(),
                    done.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aCancelledTimerDoesNotRun() throws Exception {
        try (ThreadEventLoop loop = new ThreadEventLoop("test", fault::complete)) {
            CompletableFuture<String> first = new CompletableFuture<>();
            loop.execute(() -> {
                loop.after(Duration.ofMillis(1), () -> first.complete("cancelled")).cancel();
                loop.after(Duration.ofMillis(5), () -> first.complete("kept"));
            });
            assertEquals("kept", first.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aTaskThatThrowsIsAFaultOfTheNode() throws Exception {
        try (ThreadEventLoop loop = new ThreadEventLoop("test", fault::complete)) {
            loop.execute(() -> {
                throw new IllegalStateException("broken");
            });
            assertInstanceOf(IllegalStateException.class, fault.get(10, TimeUnit.SECONDS));
        }
    }
}
