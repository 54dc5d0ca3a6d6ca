// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The client: asks the service's address for its page all the while, from its own network. */
final class AddressPoll implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(50);
    private static final int LIMIT_MILLIS = 400;
    private static final byte[] QUESTION =
            "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** One answer, in seconds since the kernel's start, and the machine that gave it. */
    record Answer(double seconds, String machine) {}

    private final List<Answer> answers = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    AddressPoll(NetworkNamespace network) {
        thread = network.start("client", this::run);
    }

    /** Who answered last, where that was within the last moments. */
    synchronized Optional<String> answerer() {
        return answers.isEmpty()
                || answers.getLast().seconds() < SystemCalls.bootTimeSeconds() - 1
                        ? Optional.empty()
                        : Optional.of(answers.getLast().machine());
    }

    /** The longest time without an answer from an instant until now, in seconds. */
    synchronized double longestSilence(double since) {
        double last = since;
        double longest = 0;
        for (Answer answer : answers) {
            if (answer.seconds() >= since) {
                longest = Math.max(longest, answer.seconds() - last);
                last = answer.seconds();
            }
        }
        return Math.max(longest, SystemCalls.bootTimeSeconds() - last);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            ask().ifPresent(this::record);
            LockSupport.parkNanos(PERIOD.toNanos());
        }
    }

    private synchronized void record(String machine) {
        answers.add(new Answer(SystemCalls.bootTimeSeconds(), machine));
    }

    // The page is the name of the machine.
    private static Optional<String> ask() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(Lab.SERVICE_ADDRESS, 80), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(QUESTION);
            String text = new String(
                    socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            int body = text.indexOf("\r\n\r\n");
            return text.startsWith("HTTP/1.1 200") && body > 0
                    ? Optional.of(text.substring(body).strip())
                    : Optional.empty();
        } catch (IOException noAnswer) {
            return Optional.empty();
        }
    }
}
