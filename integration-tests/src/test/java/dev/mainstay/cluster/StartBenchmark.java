// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A command: how long three nodes take until many resources run that one change has added, what
 * processor time that costs, and how long the way back takes. The agent is one whose start leaves
 * a state file, whose time is that of the start.
 */
public final class StartBenchmark {

    /** Third number of the nodes' loopback addresses. */
    private static final int BLOCK = 93;
    private static final int NODES = 3;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final double MILLIS = 1_000;
    /** Of a tick, in which the kernel counts processor time: USER_HZ, the same on all Linux. */
    private static final double TICKS_PER_SECOND = 100;

    private final ProcessCluster cluster;
    private final Path folder;
    private final PrintStream out;

    private StartBenchmark(ProcessCluster cluster, Path folder, PrintStream out) {
        this.cluster = cluster;
        this.folder = folder;
        this.out = out;
    }

    /** Arguments: how many resources, the agent as {@code provider:type}, a folder for nodes. */
    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        String[] agent = arguments[1].split(":", 2);
        Path folder = Path.of(arguments[2]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.printf(Locale.ROOT, "founding %d nodes in %s%n", NODES, folder);
        try (ProcessCluster cluster = ProcessCluster.founded(folder, BLOCK, NODES)) {
            new StartBenchmark(cluster, folder, out).run(count, agent[0], agent[1]);
        }
    }

    private void run(int count, String provider, String type) throws IOException {
        double idle = processorSeconds();
        long begin = System.currentTimeMillis();
        importing(document(count, provider, type, "false"));
        while (stateFiles().size() < count) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        long last = stateFiles().stream().mapToLong(FileTime::toMillis).max().orElseThrow();
        double started = (last - begin) / MILLIS;
        cluster.awaitQuiet();
        double rest = (System.currentTimeMillis() - begin) / MILLIS;
        double busy = processorSeconds() - idle;
        out.printf(Locale.ROOT, "%d of %s:%s started in %.1f s (%.1f a second), at rest after"
                + " %.1f s, %.1f s of processor time%n",
                count, provider, type, started, count / started, rest, busy);
        long end = System.currentTimeMillis();
        importing(document(count, provider, type, "true"));
        while (!stateFiles().isEmpty()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        cluster.awaitQuiet();
        out.printf(Locale.ROOT, "all stopped and at rest after %.1f s%n",
                (System.currentTimeMillis() - end) / MILLIS);
    }

    private void importing(String document) throws IOException {
        Path file = Files.writeString(folder.resolve("cib.xml"), document);
        new Administrator(cluster.leader()).runs("config", "import", file.toString()).succeeded();
    }

    /** As the measure of the same name for Pacemaker: probes, no fencing, a monitor each. */
    private static String document(int count, String provider, String type, String stopAll) {
        return "<cib><configuration><crm_config><cluster_property_set id='o'>"
                + "<nvpair id='o-s' name='stonith-enabled' value='false'/>"
                + "<nvpair id='o-a' name='stop-all-resources' value='" + stopAll + "'/>"
                + "</cluster_property_set></crm_config><nodes/><resources>"
                + IntStream.range(0, count)
                        .mapToObj(number -> "<primitive id='d" + number + "' class='ocf' provider='"
                                + provider + "' type='" + type + "'><operations><op id='d" + number
                                + "-m' name='monitor' interval='10s' timeout='20s'/></operations>"
                                + "</primitive>\n")
                        .collect(Collectors.joining())
                + "</resources><constraints/></configuration></cib>";
    }

    /** When each resource that runs was started. */
    private List<FileTime> stateFiles() {
        return cluster.nodes()
                .stream()
                .flatMap(node -> files(node.stateFolder().resolve("run")))
                .toList();
    }

    private static Stream<FileTime> files(Path runFolder) {
        try (Stream<Path> all = Files.walk(runFolder)) {
            return all.filter(file -> file.toString().endsWith(".state"))
                    .flatMap(file -> modified(file).stream())
                    .toList()
                    .stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Empty for what has been removed meanwhile. */
    private static Optional<FileTime> modified(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Of all nodes so far: the daemons, and the agents' processes that they have waited for. */
    private double processorSeconds() {
        return cluster.nodes()
                .stream()
                .flatMap(node -> node.session().running().stream())
                .mapToLong(process -> ticks(process.pid()))
                .sum() / TICKS_PER_SECOND;
    }

    /** utime, stime, cutime and cstime of proc_pid_stat(5), which follow the name in brackets. */
    private static long ticks(long process) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return IntStream.range(11, 15).mapToLong(field -> Long.parseLong(fields[field])).sum();
        } catch (IOException ended) {
            return 0;
        }
    }
}
