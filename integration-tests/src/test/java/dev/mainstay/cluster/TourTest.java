// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mainstay.cluster.ShellSession.Ran;
import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import dev.mainstay.tidy.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/tour.md does what it says, word for word. */
@Requires(Requirement.CURL)
final class TourTest {

    private static final Pattern LOAD = Pattern.compile(", (low|medium|high) load");
    private static final int LOG_LINES = 15;

    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir
    private Path folder;

    @Test
    void commandsOfTheTourAnswerAsThePageSays() throws IOException {
        TourPage page = TourPage.read(SourceTree.root().resolve("docs/tour.md"));
        assertFalse(page.steps().isEmpty());
        try (ShellSession shell = new ShellSession(folder)) {
            for (TourPage.Step step : page.steps()) {
                take(shell, step);
            }
        } catch (ConditionTimeoutException | AssertionError failure) {
            throw new AssertionError(failure.getMessage() + "\n" + logs(), failure);
        } finally {
            for (String node : List.of("n1", "n2", "n3")) {
                new SessionProcesses(node, folder.resolve("tour").resolve(node).resolve("state"))
                        .kill();
            }
        }
    }

    /** What the daemons said, which the page keeps out of sight. */
    private String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        for (String node : List.of("n1", "n2", "n3")) {
            Path log = folder.resolve("tour").resolve(node + ".log");
            if (Files.exists(log)) {
                List<String> lines = Files.readAllLines(log);
                logs.append(log).append('\n').append(String.join("\n",
                        lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size())))
                        .append('\n');
            }
        }
        return logs.toString();
    }

    private static void take(ShellSession shell, TourPage.Step step) throws IOException {
        if (step.isQuestion() && !step.answers().isEmpty()) {
            // Who reads the page looks again, too.
            await(step.text() + " to answer " + step.answers()).atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> shell.type(step.text()),
                            ran -> step.missingIn(said(ran)).isEmpty());
        } else {
            Ran ran = shell.type(step.text());
            assertEquals(0, ran.exitCode(), () -> step.text() + ": " + ran);
            assertEquals(List.of(), step.missingIn(said(ran)), () -> step.text() + ": " + ran);
        }
    }

    /** How busy the machine is that runs the test is not for the page to say. */
    private static List<String> said(Ran ran) {
        return ran.lines().stream().map(line -> LOAD.matcher(line).replaceFirst("")).toList();
    }
}
