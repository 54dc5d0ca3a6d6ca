// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * A client that asks a service for one thing after the other, each time by a program in its own
 * network, and keeps the numbers of what was acknowledged. Each number is asked for once.
 */
final class NumberedRequests implements AutoCloseable {

    private static final long ANSWER_SECONDS = 4;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final NetworkNamespace network;
    private final IntFunction<List<String>> request;
    private final Predicate<String> acknowledged;
    private final List<Integer> numbers = new ArrayList<>();
    private final Thread thread;
    private int failures;
    private String failure = "";
    private volatile boolean closed;

    /**
     * @param request the program for a number
     * @param acknowledged whether what the program prints, where it ends well, says that it is done
     */
    NumberedRequests(NetworkNamespace network, IntFunction<List<String>> request,
            Predicate<String> acknowledged) {
        this.network = network;
        this.request = request;
        this.acknowledged = acknowledged;
        thread = Thread.ofPlatform().daemon().name("requests").start(this::run);
    }

    /** What was acknowledged until now. */
    synchronized List<Integer> numbers() {
        return List.copyOf(numbers);
    }

    /** How often nothing was acknowledged. */
    synchronized int failures() {
        return failures;
    }

    /** The number of the last of them, and the answer. */
    synchronized String lastFailure() {
        return failure;
    }

    /** Waits until as many more are acknowledged. */
    void awaitMore(int count) {
        int before = numbers().size();
        await("acknowledgements").atMost(LIMIT).pollInterval(PAUSE)
                .until(() -> numbers().size() >= before + count);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        for (int number = 1; !closed; number++) {
            try {
                ask(number);
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    private void ask(int number) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(network.prefix());
        command.addAll(request.apply(number));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        String answer = ended
                ? new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                : "no answer";
        process.destroyForcibly();
        boolean done = ended && process.exitValue() == 0 && acknowledged.test(answer.strip());
        note(number, done, answer);
    }

    private synchronized void note(int number, boolean done, String answer) {
        if (done) {
            numbers.add(number);
        } else {
            failures++;
            failure = number + ": " + answer.strip();
        }
    }
}
