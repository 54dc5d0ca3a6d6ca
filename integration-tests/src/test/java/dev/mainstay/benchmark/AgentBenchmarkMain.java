// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.benchmark;

import com.sun.management.OperatingSystemMXBean;
import dev.mainstay.proto.v1.ResourceAgentSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A command: what thousands of recurring monitors cost the agent's own process, its children left
 * out, and what an operation of {@code ocf:heartbeat:Dummy} costs beside the script itself. Its
 * exit code is 1 where either is more than wanted.
 */
public final class AgentBenchmarkMain {

    private static final Path OCF_ROOT = Path.of("/usr/lib/ocf/resource.d");
    private static final int WARM_UPS = 50;
    private static final int OPERATIONS = 200;
    /** What one measurement leaves to be done must not burden the next. */
    private static final Duration BETWEEN = Duration.ofMillis(20);
    private static final int MONITORS = 2_000;
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    /** As long as {@link #SETTLE} and {@link #MEASURED}: an idle service grows a little as well. */
    private static final Duration IDLE = Duration.ofSeconds(150);
    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final Duration MEASURED = Duration.ofMinutes(2);
    private static final Duration SAMPLE = Duration.ofSeconds(2);
    private static final double NANOS_PER_MILLI = 1e6;
    /** In a megabyte. */
    private static final double KILOBYTES = 1024;
    /** Wanted of an operation beside its script, of the monitors' CPU and of their memory. */
    private static final double MILLIS_MAX = 10;
    private static final double CORES_MAX = 0.2;
    private static final double MEGABYTES_MAX = 100;
    private static final int MISSED = 1;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Path folder;
    private boolean missed;

    private AgentBenchmarkMain(Path folder) {
        this.folder = folder;
    }

    @FunctionalInterface
    private interface Call {
        void run() throws IOException, InterruptedException;
    }

    /** Argument: an empty folder, on the disk that a node would use. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        AgentBenchmarkMain benchmark = new AgentBenchmarkMain(Path.of(arguments[0]));
        // First the monitors: what operations have left in memory would count as idle.
        benchmark.monitors();
        benchmark.operations();
        System.exit(benchmark.missed ? MISSED : 0);
    }

    private String judge(double measured, double limit) {
        boolean met = measured < limit;
        missed |= !met;
        return String.format(Locale.ROOT, "(%s: under %s)", met ? "as wanted" : "MISSED", limit);
    }

    private static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return String.format(Locale.ROOT, "%d processors at a load of %.1f",
                Runtime.getRuntime().availableProcessors(), load);
    }

    private void operations() throws IOException, InterruptedException {
        Path script = OCF_ROOT.resolve("heartbeat/Dummy");
        if (!Files.isExecutable(script)) {
            out.println("an operation: not measured, package resource-agents is not installed");
            return;
        }
        ResourceAgentSpec dummy = ResourceAgentSpec.newBuilder().setStandard("ocf")
                .setProvider("heartbeat").setType("Dummy").build();
        try (MeasuredAgent agent = MeasuredAgent.open(folder.resolve("operations"),
                List.of(OCF_ROOT))) {
            Call request = () -> {
                var _ = agent.run(dummy, "monitor");
            };
            Call alone = () -> runAlone(script);
            Call synced = () -> writeSynced(folder.resolve("synced"));
            List<Double> requests = new ArrayList<>();
            List<Double> scripts = new ArrayList<>();
            List<Double> writes = new ArrayList<>();
            for (int round = 0; round < WARM_UPS + OPERATIONS; round++) {
                double asked = millis(request);
                double ran = millis(alone);
                double wrote = millis(synced);
                if (round >= WARM_UPS) {
                    requests.add(asked);
                    scripts.add(ran);
                    writes.add(wrote);
                }
            }
            double own = median(requests) - median(scripts);
            out.printf(Locale.ROOT, "an operation of ocf:heartbeat:Dummy, median of %d, %s:%n"
                    + "  request in to result out %7.2f ms%n  the script alone         %7.2f ms%n"
                    + "  the service's own        %7.2f ms %s, of it for two synced writes of its"
                    + " journal %.2f ms%n", OPERATIONS, load(), median(requests), median(scripts),
                    own, judge(own, MILLIS_MAX), 2 * median(writes));
        }
    }

    /** With what the agent gives it, as far as the script reads it. */
    private void runAlone(Path script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "monitor")
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("OCF_ROOT", "/usr/lib/ocf");
        builder.environment().put("OCF_RESOURCE_INSTANCE", "measured");
        builder.environment().put("OCF_RESKEY_CRM_meta_interval", "0");
        builder.environment().put("HA_RSCTMP", folder.toString());
        builder.start().waitFor();
    }

    private static void writeSynced(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE,
                StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(new byte[128]));
            channel.force(false);
        }
    }

    private static double millis(Call call) throws IOException, InterruptedException {
        pause(BETWEEN);
        long begun = System.nanoTime();
        call.run();
        return (System.nanoTime() - begun) / NANOS_PER_MILLI;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private void monitors() throws IOException, InterruptedException {
        Path script = folder.resolve("agents/test/nothing");
        Files.createDirectories(script.getParent());
        Files.writeString(script, "#!/bin/sh\nexit 0\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        ResourceAgentSpec nothing = ResourceAgentSpec.newBuilder().setStandard("ocf")
                .setProvider("test").setType("nothing").build();
        try (MeasuredAgent agent = MeasuredAgent.open(folder.resolve("monitors"),
                List.of(folder.resolve("agents")))) {
            pause(IDLE);
            long idle = residentKilobytes();
            agent.monitor(nothing, MONITORS, INTERVAL);
            pause(SETTLE);
            OperatingSystemMXBean system =
                    ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            long before = system.getProcessCpuTime();
            long begun = System.nanoTime();
            long most = idle;
            int children = 0;
            while (System.nanoTime() - begun < MEASURED.toNanos()) {
                pause(SAMPLE);
                most = Math.max(most, residentKilobytes());
                children = Math.max(children,
                        Math.toIntExact(ProcessHandle.current().children().count()));
            }
            double cores = (system.getProcessCpuTime() - before)
                    / (double) (System.nanoTime() - begun);
            double above = (most - idle) / KILOBYTES;
            out.printf(Locale.ROOT, "%,d monitors every %d s of an agent that does nothing, %s:%n"
                    + "  CPU of the service       %7.3f of a core, children left out %s%n"
                    + "  memory above idle        %7.1f MB resident at most %s (idle: %.1f MB)%n"
                    + "  children at most         %5d, threads at most %d%n",
                    MONITORS, INTERVAL.toSeconds(), load(), cores, judge(cores, CORES_MAX), above,
                    judge(above, MEGABYTES_MAX), idle / KILOBYTES, children,
                    ManagementFactory.getThreadMXBean().getPeakThreadCount());
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        var _ = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst().orElseThrow();
    }
}
