// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the service for its page all the while, as its users would, and keeps when it answered and
 * from which node. Times are of the monotonic clock.
 */
final class ServiceProbe implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(20);
    private static final int CONNECT_MILLIS = 250;
    private static final int READ_MILLIS = 1_000;

    /** One answer and who gave it. */
    record Answer(long nanos, String node) {}

    /** A time without answers, from the last answer before it to the first after it. */
    record Outage(long fromNanos, Answer end) {

        long millis() {
            return (end.nanos() - fromNanos) / 1_000_000;
        }
    }

    private final URL url;
    private final Thread thread;
    private final List<Outage> outages = new ArrayList<>();
    private Optional<Answer> last = Optional.empty();
    private boolean answering;
    private volatile boolean closed;

    ServiceProbe(String address, int port) throws IOException {
        url = URI.create("http://" + address + ":" + port + "/").toURL();
        thread = Thread.ofVirtual().name("service-probe").start(this::run);
    }

    String url() {
        return url.toString();
    }

    /** The node that answers now. */
    synchronized Optional<String> answerer() {
        return last.filter(answer -> answering).map(Answer::node);
    }

    synchronized boolean isAnswering() {
        return answering;
    }

    /** The first outage that ended after an instant; the service's users saw it. */
    synchronized Optional<Outage> outageAfter(long nanos) {
        return outages.stream().filter(outage -> outage.end().nanos() > nanos).findFirst();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            record(ask());
            LockSupport.parkNanos(PERIOD.toNanos());
        }
    }

    private synchronized void record(Optional<String> node) {
        if (node.isEmpty()) {
            answering = false;
            return;
        }
        Answer answer = new Answer(System.nanoTime(), node.get());
        if (!answering) {
            last.ifPresent(before -> outages.add(new Outage(before.nanos(), answer)));
        }
        last = Optional.of(answer);
        answering = true;
    }

    // The page begins with the name of the node that serves it.
    private Optional<String> ask() {
        HttpURLConnection connection = null;
        try {
            connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setUseCaches(false);
            connection.setRequestProperty("Connection", "close");
            try (InputStream body = connection.getInputStream()) {
                String page = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                return Optional.of(page.split("\\s", 2)[0]);
            }
        } catch (IOException noAnswer) {
            return Optional.empty();
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }
}
