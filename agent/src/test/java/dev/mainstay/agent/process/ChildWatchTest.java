// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.agent.posix.Child;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** That nothing of a child is left over once it has ended. */
final class ChildWatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChildWatch watch = new ChildWatch();

    private static long descriptors() throws Exception {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static long watchThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> "agent-children".equals(thread.getName()))
                .count();
    }

    private CompletableFuture<Integer> run(String script, OutputTail errors, OutputTail output)
            throws Exception {
        Child child = Child.fork(List.of("/bin/sh", "-c", script), Child.Output.READ);
        child.input().close();
        return watch.follow(child, errors, output);
    }

    @Test
    void neitherDescriptorsNorTheThreadAreKept() throws Exception {
        assertEquals(7, run("exit 7", new OutputTail(9, ""), new OutputTail(9, "")).join());
        await().atMost(PATIENCE).until(() -> watchThreads() == 0);
        long before = descriptors();
        List<CompletableFuture<Integer>> exits = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            exits.add(run("exit 3", new OutputTail(9, ""), new OutputTail(9, "")));
        }
        exits.forEach(exit -> assertEquals(3, exit.join()));
        await().atMost(PATIENCE).until(() -> watchThreads() == 0);
        assertEquals(before, descriptors());
    }

    @Test
    void whatWasSaidBeforeTheExitIsThereAtTheExit() throws Exception {
        for (int i = 0; i < 20; i++) {
            OutputTail errors = new OutputTail(9, "");
            OutputTail output = new OutputTail(9, "");
            // The sleep keeps both streams open: it is the exit that everything is there for.
            run("echo out; echo err >&2; sleep 5 & exit 0", errors, output).join();
            assertEquals("err\n", errors.text());
            assertEquals("out\n", output.text());
        }
    }
}
