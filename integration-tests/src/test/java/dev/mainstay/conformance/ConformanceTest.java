// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import dev.mainstay.tidy.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No change makes the scheduler agree with Pacemaker on fewer configurations than before. */
@Requires({Requirement.SHARED_CONFORMANCE, Requirement.PYTHON})
final class ConformanceTest {

    private static final Pattern PASSED = Pattern.compile("\\bPASS (\\d+) ");

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource({"cases, .", "fuzz, fuzz"})
    void schedulerAgreesWithPacemakerAsOftenAsRecorded(String set, String folder)
            throws IOException, InterruptedException {
        Path data = SourceTree.conformance().resolve(folder).normalize();
        Path results = Files.createDirectory(temporary.resolve("results"));
        String simulated = run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), "dev.mainstay.cli.Mainstay",
                "simulate", data.resolve("cases").toString(), "--out", results.toString()));
        String score =
                run(List.of("python3", SourceTree.conformance().resolve("score.py").toString(),
                        results.toString(), "--data", data.toString()));

        Matcher passed = PASSED.matcher(score);
        assertTrue(passed.find(), score);
        int recorded = recorded(set);
        assertTrue(Integer.parseInt(passed.group(1)) >= recorded,
                () -> set + ": " + recorded + " passed before\n" + score + simulated);
    }

    private static int recorded(String set) throws IOException {
        return Files.readAllLines(SourceTree.root().resolve(".ci/scheduler-conformance.txt"))
                .stream()
                .filter(line -> line.startsWith(set + " "))
                .mapToInt(line -> Integer.parseInt(line.substring(set.length() + 1).strip()))
                .findFirst()
                .orElseThrow();
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
