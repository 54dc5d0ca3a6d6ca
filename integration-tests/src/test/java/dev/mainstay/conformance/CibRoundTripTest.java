// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.CibImporter;
import dev.mainstay.cib.CibReader;
import dev.mainstay.cib.CibWriter;
import dev.mainstay.cib.ImportedCib;
import dev.mainstay.model.Configuration;
import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.tidy.SourceTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An import and an export change nothing of the configurations that Pacemaker is tested with. */
@Requires(Requirement.SHARED_CONFORMANCE)
final class CibRoundTripTest {

    /** Where a document names no date; any after 2026 decides alike. */
    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"cases", "fuzz/cases"})
    void configurationAndPlanStayTheSame(String folder) throws IOException, CibFormatException {
        for (Path file : documents(folder)) {
            byte[] original = Files.readAllBytes(file);
            SchedulerInput input = CibReader.read(new ByteArrayInputStream(original), NOW);
            Configuration imported = imported(original).configuration();

            ImportedCib again = imported(
                    CibWriter.export(imported, 1).getBytes(StandardCharsets.UTF_8));

            assertEquals(imported, again.configuration(), file.toString());
            assertEquals(List.of(), again.notKept(), file.toString());
            assertEquals(plan(input, input.configuration()), plan(input, again.configuration()),
                    file.toString());
        }
    }

    private static List<Object> plan(SchedulerInput input, Configuration configuration) {
        Plan plan = Scheduler.plan(
                new SchedulerInput(configuration, input.status(), input.inFlight(), input.now()));
        return List.of(plan.actions(), plan.summary());
    }

    private static ImportedCib imported(byte[] document) throws IOException, CibFormatException {
        return CibImporter.read(new ByteArrayInputStream(document));
    }

    private static List<Path> documents(String folder) throws IOException {
        try (Stream<Path> files = Files.list(SourceTree.conformance().resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
        }
    }
}
