// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The JDK's web server as a service, on a loopback address that every node can serve. */
record WebService(Path folder, String address) {

    private static final int PORT = 8080;

    void create(ProcessCluster cluster, String id) {
        cluster.mainstay("resource", "create", id, "ocf:mainstay:process", "command=exec "
                + Path.of(System.getProperty("java.home"), "bin", "jwebserver") + " -b " + address
                + " -p " + PORT + " -d " + folder, "op", "monitor", "interval=2s").succeeded();
    }

    /** Asks the service ten times a second until it is closed. */
    Poller poll() {
        Poller poller = new Poller(URI.create("http://" + address + ":" + PORT + "/"));
        poller.thread.start();
        return poller;
    }

    /** A visitor who notes how long the service did not answer. */
    static final class Poller implements AutoCloseable {

        private static final Duration PATIENCE = Duration.ofSeconds(1);
        private static final long PAUSE_MILLIS = 100;
        private static final int OK = 200;

        private final URI page;
        private final CountDownLatch end = new CountDownLatch(1);
        private final Thread thread = Thread.ofVirtual().unstarted(this::visit);
        private volatile Duration longest = Duration.ZERO;

        private Poller(URI page) {
            this.page = page;
        }

        Duration longestGap() {
            return longest;
        }

        private void visit() {
            try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
                long answeredNanos = System.nanoTime();
                while (!end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    boolean answered = isAnswered(client);
                    Duration gap = Duration.ofNanos(System.nanoTime() - answeredNanos);
                    longest = gap.compareTo(longest) > 0 ? gap : longest;
                    if (answered) {
                        answeredNanos = System.nanoTime();
                    }
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean isAnswered(HttpClient client) throws InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
            try {
                return client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode() == OK;
            } catch (IOException away) {
                return false;
            }
        }

        @Override
        public void close() {
            end.countDown();
        }
    }
}
