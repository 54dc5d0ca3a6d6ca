// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A command: the time and the allocation of a plan for each CIB of a folder, beside them what
 * crm_simulate takes for the same where it is installed, and how time grows with the resources.
 */
public final class PlanBenchmarkMain {

    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 5;
    private static final double MEGABYTE = 1e6;
    /** Between these two the growth is told; Pacemaker is not asked for the larger one. */
    private static final String SMALL = "64n-01000r-plain-steady";
    private static final String LARGE = "64n-10000r-plain-steady";

    private PlanBenchmarkMain() {}

    private record Line(String cluster, double millis, double megabytes) {}

    /** Argument: the folder with the CIBs. */
    public static void main(String[] arguments)
            throws IOException, InterruptedException, RunnerException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.printf(Locale.ROOT, "%-26s %10s %12s %16s %8s%n",
                "cluster", "plan ms", "MB per plan", "crm_simulate ms", "times");
        List<Line> lines = new ArrayList<>();
        for (Path file : files(Path.of(arguments[0]))) {
            Line line = measured(file);
            lines.add(line);
            Optional<Double> other = line.cluster().equals(LARGE)
                    ? Optional.empty()
                    : PacemakerTime.ofOnePlan(file);
            out.printf(Locale.ROOT, "%-26s %10.1f %12.1f %16s %8s%n",
                    line.cluster(), line.millis(), line.megabytes(),
                    other.map(millis -> String.format(Locale.ROOT, "%.0f", millis)).orElse("-"),
                    other.map(millis -> String.format(Locale.ROOT, "%.1f",
                            millis / line.millis())).orElse("-"));
        }
        growth(lines).ifPresent(exponent -> out.printf(Locale.ROOT,
                "growth from 1,000 to 10,000 resources on 64 nodes: n^%.2f%n", exponent));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
        }
    }

    private static Line measured(Path file) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                .include(PlanBenchmark.class.getName())
                .param("file", file.toString())
                .warmupIterations(WARM_UPS)
                .measurementIterations(ROUNDS)
                .warmupTime(TimeValue.seconds(2))
                .measurementTime(TimeValue.seconds(2))
                .forks(1)
                // A heap of one size: while it grows, collections cost the larger clusters more
                // than their plans.
                .jvmArgsAppend("-XX:+UseSerialGC", "-Xms4g", "-Xmx4g")
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build()).run();
        RunResult result = results.iterator().next();
        double bytes = result.getSecondaryResults().keySet().stream()
                .filter(key -> key.endsWith("gc.alloc.rate.norm"))
                .mapToDouble(key -> result.getSecondaryResults().get(key).getScore())
                .findFirst().orElse(Double.NaN);
        String name = String.valueOf(file.getFileName());
        return new Line(name.substring(0, name.length() - ".xml".length()),
                result.getPrimaryResult().getScore(), bytes / MEGABYTE);
    }

    private static Optional<Double> growth(List<Line> lines) {
        return millis(lines, SMALL).flatMap(small -> millis(lines, LARGE)
                .map(large -> Math.log10(large / small)));
    }

    private static Optional<Double> millis(List<Line> lines, String cluster) {
        return lines.stream().filter(line -> line.cluster().equals(cluster))
                .map(Line::millis).findFirst();
    }
}
