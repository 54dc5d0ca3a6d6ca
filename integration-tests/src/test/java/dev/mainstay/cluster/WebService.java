// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The JDK's web server as a service, on a loopback address that every node can serve. */
record WebService(Path folder, String address) {

    private static final int PORT = 8080;

    /** Each start is noted in a file that all nodes share. */
    void create(ProcessCluster cluster, String id) {
        cluster.mainstay("resource", "create", id, "ocf:mainstay:process", "command=echo $$ >>"
                + starts() + "; exec "
                + Path.of(System.getProperty("java.home"), "bin", "jwebserver") + " -b " + address
                + " -p " + PORT + " -d " + folder, "op", "monitor", "interval=2s").succeeded();
    }

    long startCount() {
        try (Stream<String> lines = Files.lines(starts())) {
            return lines.count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path starts() {
        return folder.resolve("web-starts");
    }

    /** Asks the service ten times a second, from its first answer until it is closed. */
    Poller poll() {
        Poller poller = new Poller(URI.create("http://" + address + ":" + PORT + "/"));
        poller.awaitAnswer();
        poller.thread.start();
        return poller;
    }

    /** A visitor who notes when the service was not there. */
    static final class Poller implements AutoCloseable {

        private static final Duration LIMIT = Duration.ofMinutes(1);
        private static final Duration PATIENCE = Duration.ofSeconds(1);
        private static final long PAUSE_MILLIS = 100;
        private static final int OK = 200;

        private final URI page;
        private final CountDownLatch end = new CountDownLatch(1);
        private final HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        private final List<IOException> failures = new CopyOnWriteArrayList<>();
        private final Thread thread = Thread.ofVirtual().unstarted(this::visit);

        private Poller(URI page) {
            this.page = page;
        }

        /** Connections that were refused or broken off; empty while one process serves. */
        List<IOException> failures() {
            return failures;
        }

        /** Waits for the page to be served. */
        void awaitAnswer() {
            await(page.toString()).atMost(LIMIT).ignoreExceptions()
                    .until(() -> ask().statusCode() == OK);
        }

        private void visit() {
            try {
                while (!end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    try {
                        ask();
                    } catch (HttpTimeoutException late) {
                        // It is there: a busy machine lets it answer late.
                    } catch (IOException away) {
                        failures.add(away);
                    }
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private HttpResponse<Void> ask() throws IOException, InterruptedException {
            return client.send(HttpRequest.newBuilder(page).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.discarding());
        }

        /** Returns when nothing is asked any more. */
        @Override
        public void close() {
            end.countDown();
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            client.close();
        }
    }
}
