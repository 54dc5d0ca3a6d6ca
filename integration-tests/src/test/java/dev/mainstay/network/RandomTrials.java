// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import dev.mainstay.network.Trial.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A command: any number of trials with random faults, one line each, and a summary in JSON. The
 * seed of a trial replays its schedule. Ends with 1 where any trial was unsafe or did not come to
 * rest.
 */
public final class RandomTrials {

    // A cluster lives through so many trials; what they leave behind meets the next ones.
    private static final int TRIALS_OF_A_CLUSTER = 50;
    private static final int MACHINES = 3;

    private final PrintStream out;
    private final Path reports;
    private final TrialSummary summary = new TrialSummary();
    private final Lateness lateness = new Lateness();
    private Optional<NetworkCluster> cluster = Optional.empty();
    private int trialsOfCluster;

    private RandomTrials(PrintStream out, Path reports) {
        this.out = out;
        this.reports = reports;
    }

    /** Arguments: number of trials, seed of the first, folder for reports. */
    public static void main(String[] arguments) throws IOException {
        int runs = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        Path reports = Files.createDirectories(Path.of(arguments[2]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        RandomTrials trials = new RandomTrials(out, reports);
        try {
            for (int run = 0; run < runs; run++) {
                trials.run(seed + run);
                Files.writeString(reports.resolve("summary.json"), trials.summary.json());
            }
        } finally {
            trials.cluster.ifPresent(NetworkCluster::close);
            trials.lateness.close();
        }
        out.print(trials.summary.json());
        System.exit(trials.summary.isClean() ? 0 : 1);
    }

    /** One trial on a cluster that is at rest. */
    static Verdict run(NetworkCluster cluster, long seed) {
        Trial trial = new Trial(cluster, "seed-" + seed);
        FaultSchedule.of(seed, cluster.machines().size()).run(cluster, trial);
        return trial.repair();
    }

    private void run(long seed) throws IOException {
        String schedule = FaultSchedule.of(seed, MACHINES).text();
        NetworkCluster present;
        try {
            present = readyCluster();
        } catch (AssertionError | RuntimeException failure) {
            summary.addUnfounded(seed);
            out.printf(Locale.ROOT, "seed %d  NOT FOUNDED%n", seed);
            Files.writeString(report(seed), stackTrace(failure));
            return;
        }
        double before = lateness.largest();
        try {
            Verdict verdict = run(present, seed);
            // A node may have been late already when the trial began.
            double late = Math.max(before, lateness.largest());
            summary.add(seed, verdict, late);
            out.printf(Locale.ROOT, "seed %d  %s  acknowledged %d  fenced %s%s  silence %.1f s"
                    + "  rest %.1f s  late %.1f s  %s%n",
                    seed, schedule, verdict.acknowledged(), verdict.fenced(),
                    verdict.unexpected().isEmpty() ? "" : " unexpected " + verdict.unexpected(),
                    verdict.silence(), verdict.repair(), late, verdict.isSafe() ? "safe"
                            : "UNSAFE " + verdict.overlaps() + verdict.lost());
            if (!verdict.isFencedAsExpected()) {
                report(seed, present, "fenced: " + verdict);
            }
            if (!verdict.isSafe()) {
                report(seed, present, "unsafe: " + verdict);
                abandon(present);
            }
        } catch (AssertionError | RuntimeException failure) {
            List<String> overlaps = ClaimLedger.overlaps(present.lab().ledger().steps());
            summary.addRestless(seed, overlaps.size());
            out.printf(Locale.ROOT, "seed %d  %s  NOT AT REST  overlaps %s%n", seed, schedule,
                    overlaps);
            report(seed, present, overlaps + "\n" + failure);
            abandon(present);
        }
    }

    private NetworkCluster readyCluster() {
        if (trialsOfCluster == TRIALS_OF_A_CLUSTER) {
            cluster.ifPresent(NetworkCluster::close);
            cluster = Optional.empty();
        }
        if (cluster.isEmpty()) {
            cluster = Optional.of(NetworkCluster.founded(MACHINES));
            trialsOfCluster = 0;
        }
        trialsOfCluster++;
        return cluster.get();
    }

    private void report(long seed, NetworkCluster present, String why) throws IOException {
        Files.writeString(report(seed), why + present.report());
    }

    private Path report(long seed) {
        return reports.resolve("seed-" + seed + ".txt");
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void abandon(NetworkCluster present) {
        present.close();
        cluster = Optional.empty();
    }
}
