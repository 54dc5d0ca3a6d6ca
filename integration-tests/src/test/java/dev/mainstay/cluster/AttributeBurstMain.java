// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.ClusterEvent;
import dev.mainstay.proto.v1.WatchEventsRequest;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A command: updates of attributes at a rate, through three nodes of a cluster on this machine,
 * while a resource is created every second. Prints after how long each node has the last values,
 * how many entries and plans there were, and how long the resources took to run.
 */
public final class AttributeBurstMain {

    private static final double MILLION = 1e6;

    /** Adoptions before this one, which tells that those after it are of the burst. */
    private final AtomicInteger plans = new AtomicInteger();
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final ProcessCluster cluster;
    private final int perSecond;
    private final int seconds;

    private AttributeBurstMain(ProcessCluster cluster, int perSecond, int seconds) {
        this.cluster = cluster;
        this.perSecond = perSecond;
        this.seconds = seconds;
    }

    /** Arguments: an empty folder, updates a second, seconds. */
    public static void main(String[] arguments) {
        try (ProcessCluster cluster = ProcessCluster.founded(
                Path.of(arguments[0]), 85, 3, ProcessCluster.PATIENT)) {
            new AttributeBurstMain(cluster, Integer.parseInt(arguments[1]),
                    Integer.parseInt(arguments[2])).measure();
        }
        System.exit(0);
    }

    private void measure() {
        Administrator administrator = new Administrator(cluster.any());
        administrator.runs("property", "set", "stonith-enabled=false").succeeded();
        administrator.runs("resource", "create", "ready", "ocf:mainstay:dummy", "--wait=60")
                .succeeded();
        cluster.awaitQuiet();
        Thread.ofVirtual().start(this::countPlans);
        long before = index();
        List<Double> waits = new ArrayList<>();
        Thread creating = Thread.ofPlatform().start(() -> create(administrator, waits));
        try (AttributeBurst burst = new AttributeBurst(cluster.nodes())) {
            send(burst);
            long end = System.nanoTime();
            burst.sendLast();
            Map<String, Double> lags = lags(burst, end);
            long entries = index() - before;
            int planned = plans.get();
            join(creating);
            tell(burst, entries, planned, lags, waits);
        }
    }

    private void send(AttributeBurst burst) {
        long begin = System.nanoTime();
        long total = (long) perSecond * seconds;
        while (burst.sent() < total) {
            long due = begin + burst.sent() * 1_000_000_000L / perSecond;
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            burst.send();
        }
        out.printf(Locale.ROOT, "%d updates sent in %.2f s%n", burst.sent(),
                (System.nanoTime() - begin) / MILLION / 1000);
    }

    /** In milliseconds after the last update was sent. */
    private Map<String, Double> lags(AttributeBurst burst, long end) {
        Map<String, Double> lags = new HashMap<>();
        while (lags.size() < cluster.nodes().size()) {
            for (NodeProcess node : cluster.nodes()) {
                if (!lags.containsKey(node.name()) && burst.isSeenBy(node)) {
                    lags.put(node.name(), (System.nanoTime() - end) / MILLION);
                }
            }
        }
        burst.awaitAnswers();
        return lags;
    }

    private void create(Administrator administrator, List<Double> waits) {
        for (int i = 1; i < seconds; i++) {
            long begin = System.nanoTime();
            CommandRun run = administrator.runs("resource", "create", "during" + i,
                    "ocf:mainstay:dummy", "--wait=60");
            double millis = (System.nanoTime() - begin) / MILLION;
            run.succeeded();
            waits.add(millis);
            LockSupport.parkNanos((long) (1000 * MILLION - millis * MILLION));
        }
    }

    private void countPlans() {
        try (ClusterClient client = cluster.any().connect()) {
            Iterator<ClusterEvent> events = client.within(java.time.Duration.ofMinutes(10))
                    .cluster(stub -> stub.watchEvents(WatchEventsRequest.getDefaultInstance()));
            while (events.hasNext()) {
                if (events.next().getKind().equals("transition-adopted")) {
                    plans.incrementAndGet();
                }
            }
        } catch (RuntimeException over) {
            out.println("events end: " + over.getMessage());
        }
    }

    private void tell(AttributeBurst burst, long entries, int planned, Map<String, Double> lags,
            List<Double> waits) {
        out.printf(Locale.ROOT, "acknowledged %d, failed %s%n",
                burst.acknowledged(), burst.failures());
        out.printf(Locale.ROOT, "entries %d (%.1f a second), plans %d (%.1f a second)%n", entries,
                (double) entries / seconds, planned, (double) planned / seconds);
        lags.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(lag -> out.printf(
                Locale.ROOT, "%s has the last values %.0f ms after the end%n",
                lag.getKey(), lag.getValue()));
        out.printf(Locale.ROOT, "resources created meanwhile ran after %s ms%n",
                waits.stream().map(wait -> String.format(Locale.ROOT, "%.0f", wait)).toList());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private long index() {
        return cluster.status().orElseThrow().getPosition().getAppliedIndex();
    }
}
