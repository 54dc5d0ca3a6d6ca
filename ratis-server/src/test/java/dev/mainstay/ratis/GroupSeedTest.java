// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.port.MembershipOutcome.Changed;
import dev.mainstay.port.ProposalOutcome.Committed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupSeedTest {

    private static final String FIRST = "a.1";
    private static final String SECOND = "b.1";
    private static final long TERM = 4;
    private static final long INDEX = 1_000_000_000_000L;

    @TempDir
    Path folder;

    private static WordsState words() {
        WordsState state = new WordsState();
        state.apply(1, 1, "one".getBytes(UTF_8));
        state.apply(2, 1, "two".getBytes(UTF_8));
        return state;
    }

    @Test
    void groupGoesOnFromItsSeedAndWhoJoinsIsSentIt() throws IOException {
        try (TestGroup group = new TestGroup(folder)) {
            group.seed(FIRST, TERM, INDEX, words());

            group.resume(FIRST);
            group.awaitWords(FIRST, List.of("one", "two"));
            Committed three = group.propose("three");

            assertTrue(three.index() > INDEX, three::toString);
            assertTrue(three.term() > TERM, three::toString);

            group.join(SECOND);
            // As voters are seated: who has to be sent a snapshot may need a second turn.
            await().atMost(TestGroup.PATIENCE).until(() -> TestGroup.join(
                    group.get(FIRST).node().addPeer(group.address(SECOND))) instanceof Changed);
            group.awaitWords(SECOND, List.of("one", "two", "three"));
        }
    }

    @Test
    void seededGroupIsResumedAfterItHasWritten() throws IOException {
        try (TestGroup group = new TestGroup(folder)) {
            group.seed(FIRST, TERM, INDEX, words());
            group.resume(FIRST);
            group.propose("three");
            group.stop(FIRST);

            group.resume(FIRST);
            group.propose("four");

            group.awaitWords(FIRST, List.of("one", "two", "three", "four"));
            assertEquals(List.of(), group.faults);
        }
    }
}
