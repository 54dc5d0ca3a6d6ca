// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Pacemaker's crm_simulate takes for one plan of a CIB. It tells the time of several plans
 * and of none, so that loading the file is left out.
 */
final class PacemakerTime {

    private static final String PROGRAM = "crm_simulate";
    private static final int PLANS = 4;
    private static final double MILLIS = 1_000;
    private static final Pattern SECONDS = Pattern.compile("\\.\\.\\. ([0-9.]+) secs");

    private PacemakerTime() {}

    /** In milliseconds; nothing where the program is not installed or does not tell a time. */
    static Optional<Double> ofOnePlan(Path cib) throws IOException, InterruptedException {
        if (!isInstalled()) {
            return Optional.empty();
        }
        Path folder = Files.createTempDirectory("profile");
        Path copy = folder.resolve(cib.getFileName());
        try {
            Files.copy(cib, copy);
            Optional<Double> loading = seconds(folder, 0);
            Optional<Double> whole = seconds(folder, PLANS);
            return loading.flatMap(before -> whole
                    .map(after -> (after - before) / PLANS * MILLIS));
        } finally {
            Files.delete(copy);
            Files.delete(folder);
        }
    }

    private static boolean isInstalled() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
    }

    private static Optional<Double> seconds(Path folder, int plans)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                PROGRAM, "--profile", folder.toString(), "--repeat", Integer.toString(plans))
                .redirectErrorStream(true).start();
        String output = new String(
                process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher told = SECONDS.matcher(output);
        return process.waitFor() == 0 && told.find()
                ? Optional.of(Double.valueOf(told.group(1)))
                : Optional.empty();
    }
}
