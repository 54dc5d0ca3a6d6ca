// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.CibReader;
import dev.mainstay.model.Score;
import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.explain.Contribution;
import dev.mainstay.scheduler.explain.FinalScore;
import dev.mainstay.scheduler.explain.Ledger;
import dev.mainstay.tidy.SourceTree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever asks why gets the whole answer: each score is the sum of parts that have a name. */
@Requires(Requirement.SHARED_CONFORMANCE)
final class LedgerAddsUpTest {

    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

    private final List<String> unexplained = new ArrayList<>();
    private int checked;

    @Test
    void everyScoreIsTheSumOfItsNamedParts() throws IOException, CibFormatException {
        for (String folder : List.of("cases", "fuzz/cases")) {
            for (Path file : documents(folder)) {
                try (InputStream document =
                        new BufferedInputStream(Files.newInputStream(file))) {
                    check(file.getFileName().toString(),
                            Scheduler.plan(CibReader.read(document, NOW)).ledger());
                }
            }
        }
        assertTrue(checked > 10_000, () -> "only " + checked + " scores");
        assertEquals(List.of(), unexplained);
    }

    private void check(String file, Ledger ledger) {
        Map<Cell, List<Contribution>> parts = new HashMap<>();
        ledger.contributions().forEach(part -> parts.computeIfAbsent(
                new Cell(part.resource(), part.node(), part.role().isPresent()),
                cell -> new ArrayList<>()).add(part));
        // A score that was said anew has taken the place of the one before.
        Map<Cell, FinalScore> decided = new HashMap<>();
        ledger.finalScores().stream().filter(score -> score.step() != FinalScore.Step.WHOLE)
                .forEach(score -> decided.put(new Cell(score.resource(), score.node(),
                        score.step() == FinalScore.Step.PROMOTION), score));
        Set<String> shared = sharedMachines(decided.values());
        decided.forEach((cell, score) -> {
            int sum = sum(parts.getOrDefault(cell, List.of()), cell.promotion());
            boolean vetoed = !cell.promotion() && sum <= -Score.INFINITY_VALUE;
            checked++;
            if (!vetoed && sum != score.score() && !shared.contains(machine(score))) {
                unexplained.add(file + ": " + score + ", parts " + parts.get(cell));
            }
        });
    }

    /** Where several instances of a clone are, each has the promotion scores of all. */
    private static Set<String> sharedMachines(Iterable<FinalScore> scores) {
        Set<String> seen = new HashSet<>();
        Set<String> shared = new HashSet<>();
        for (FinalScore score : scores) {
            if (score.step() == FinalScore.Step.PROMOTION && !seen.add(machine(score))) {
                shared.add(machine(score));
            }
        }
        return shared;
    }

    private static String machine(FinalScore score) {
        return score.step() + " " + score.resource().replaceFirst(":.*", "") + " " + score.node();
    }

    /** Repeated parts of a placement are the same part said twice, when it was chosen anew. */
    private static int sum(List<Contribution> parts, boolean promotion) {
        return (promotion ? parts : new ArrayList<>(new LinkedHashSet<>(parts))).stream()
                .map(part -> new Score(part.score()))
                .reduce(Score.ZERO, Score::plus)
                .value();
    }

    private static List<Path> documents(String folder) throws IOException {
        try (Stream<Path> files = Files.list(SourceTree.conformance().resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
        }
    }

    private record Cell(String resource, String node, boolean promotion) {}
}
