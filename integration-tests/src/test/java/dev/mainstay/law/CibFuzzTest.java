// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.law;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.CibImporter;
import dev.mainstay.cib.CibReader;
import dev.mainstay.cib.CibWriter;
import dev.mainstay.cib.ReadCib;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.remark.ConfigurationRemarks;
import dev.mainstay.scheduler.trial.TransitionTrial;
import dev.mainstay.state.ConfigurationChecker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * No document, however damaged, makes anything throw that reads, checks, plans or carries out on
 * paper. Of any number of seeds: {@code -Dmainstay.fuzz.seeds=100000 -Dmainstay.fuzz.first=5000}.
 */
class CibFuzzTest {

    private static final int SEEDS = Integer.getInteger("mainstay.fuzz.seeds", 2_500);
    private static final int FIRST = Integer.getInteger("mainstay.fuzz.first", 0);

    /** Damages to one document at most. */
    private static final int DAMAGES = 8;

    /** One document is damaged in so many ways. */
    private static final int VARIANTS = 4;

    @Test
    void damagedDocumentsNeverMakeItThrow() {
        for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
            CibNode document = damaged(seed);
            int number = seed;
            assertDoesNotThrow(() -> use(document, number),
                    () -> "seed " + number + ":\n" + document);
        }
    }

    @Test
    void theSameSeedGivesTheSameDocument() {
        for (int seed = 0; seed < 50; seed++) {
            assertEquals(damaged(seed).toString(), damaged(seed).toString());
        }
    }

    private static CibNode damaged(int seed) {
        return new CibMutation(seed).apply(GeneratedCib.of(seed / VARIANTS), DAMAGES);
    }

    private static void use(CibNode document, int seed) throws IOException {
        byte[] bytes = document.document();
        try {
            ReadCib read = CibReader.readAll(new ByteArrayInputStream(bytes), Instant.EPOCH);
            Plan plan = Scheduler.plan(read.input());
            assertEquals(List.of(), new PlanOrder(plan).circular());
            ConfigurationChecker.check(read.input().configuration());
            ConfigurationRemarks.of(read.input().configuration(), new TreeSet<>());
            if (seed % VARIANTS == 0) {
                TransitionTrial.run(read.input(), plan, List.of());
                CibWriter.export(CibImporter.read(new ByteArrayInputStream(bytes))
                        .configuration(), 1);
            }
        } catch (CibFormatException e) {
            // It is no CIB, or none to be imported: that is an answer.
        }
    }
}
