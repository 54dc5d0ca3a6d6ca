// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.agent.action.ActionKey;
import dev.mainstay.agent.action.AgentSpec;
import dev.mainstay.agent.action.Ending;
import dev.mainstay.agent.action.Ending.FollowUpStop;
import dev.mainstay.agent.action.Intent;
import dev.mainstay.agent.action.JournalEvent.Acknowledged;
import dev.mainstay.agent.action.JournalEvent.Ended;
import dev.mainstay.agent.action.JournalEvent.EpochKept;
import dev.mainstay.agent.action.JournalEvent.Intended;
import dev.mainstay.agent.action.JournalEvent.Listed;
import dev.mainstay.agent.action.JournalEvent.MonitorEnded;
import dev.mainstay.agent.action.LedgerEntry;
import dev.mainstay.agent.action.LedgerEntry.Activity;
import dev.mainstay.agent.action.Operation;
import dev.mainstay.agent.action.Outcome;
import dev.mainstay.agent.action.Outcome.RunReport;
import dev.mainstay.agent.action.Task;
import dev.mainstay.agent.posix.ProcessGroup;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ActionJournalTest {
    private static final String BOOT = "boot-1";

    @TempDir
    Path folder;

    private static ActionKey key(int number) {
        return new ActionKey(7, 100, number);
    }

    private static Outcome outcome(int number, Ending ending) {
        return new Outcome(key(number), "r", Task.START,
                new RunReport(ending, "why", "text", 12, Duration.ofMillis(34)), BOOT, 5);
    }

    private static Intent intent(int number, Intent.Run run, int group) {
        return new Intent(key(number), "r", Task.START, run,
                Optional.of(new ProcessGroup(group, 99)), 12, 5);
    }

    private static LedgerEntry entry() {
        Operation operation = new Operation("r", new AgentSpec("ocf", "test", "x"), Task.START,
                Map.of("a", "b"), Map.of("c", "d"), Map.of(), Duration.ofSeconds(3),
                Duration.ZERO);
        return new LedgerEntry(operation, Activity.STARTED, key(1), 5, Duration.ofSeconds(3));
    }

    static Stream<Ending> endings() {
        return Stream.of(new Ending.Completed(3), new Ending.TimedOut(), new Ending.Killed(9),
                new Ending.Cancelled(), new Ending.Interrupted(), new Ending.NotBegun(),
                new Ending.LeaseLapsed(Optional.empty()),
                new Ending.LeaseLapsed(Optional.of(new FollowUpStop(new Ending.Completed(1), "no",
                        Duration.ofMillis(5)))));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void outcomeIsReadAsItWasWritten(Ending ending) throws IOException {
        try (ActionJournal journal = ActionJournal.open(folder, BOOT)) {
            journal.record(new Ended(outcome(1, ending)));
        }
        try (ActionJournal journal = ActionJournal.open(folder, BOOT)) {
            assertEquals(List.of(outcome(1, ending)), journal.outcomes());
        }
    }

    @Test
    void whatWasAskedOfAServiceIsKnownUntilItsEnd() throws IOException {
        Intent asked = new Intent(key(4), "r", Task.START, Intent.Run.ACTION, Optional.empty(), 12,
                5);
        Intent other = new Intent(key(5), "q", Task.STOP, Intent.Run.ACTION, Optional.empty(), 13,
                5);
        try (ActionJournal journal = ActionJournal.open(folder, BOOT)) {
            journal.record(new Intended(asked), new Intended(other));
        }
        try (ActionJournal journal = ActionJournal.open(folder, BOOT)) {
            assertEquals(List.of(asked, other), journal.intents());
            journal.record(new Ended(outcome(4, new Ending.Completed(0))));
            assertEquals(List.of(other), journal.intents());
        }
    }

    @Test
    void everythingIsStillKnownAfterTwoOpenings() throws IOException {
        try (ActionJournal journal = ActionJournal.open(folder, BOOT)) {
            journal.record(new EpochKept(7), new Intended(intent(2, Intent.Run.ACTION, 40)),
                    new Intended(intent(3, Intent.Run.RECURRING, 41)),
                    new Intended(intent(3, Intent.Run.RECURRING, 42)), new MonitorEnded(42),
                    new Ended(outcome(1, new Ending.Completed(0))), new Acknowledged(key(1)),
                    new Listed(entry()));
        }
        ActionJournal.open(folder, BOOT).close();
        try (ActionJournal journal = ActionJournal.open(folder, BOOT)) {
            assertEquals(7, journal.epoch());
            assertEquals(List.of(40, 41),
                    journal.intents().stream().map(intent -> intent.group().orElseThrow().id())
                            .toList());
            assertTrue(journal.spent(key(1)));
            assertFalse(journal.spent(key(2)));
            assertEquals(Optional.of(key(1)), journal.seen("r"));
            assertEquals(Map.of("a", "b"), journal.ledger().getFirst().operation().parameters());
            assertEquals(Activity.STARTED, journal.ledger().getFirst().activity());
        }
    }

    @Test
    void anotherBootLeavesNothingButTheEpoch() throws IOException {
        try (ActionJournal journal = ActionJournal.open(folder, BOOT)) {
            journal.record(new EpochKept(7), new Intended(intent(2, Intent.Run.ACTION, 40)),
                    new Ended(outcome(1, new Ending.Completed(0))), new Listed(entry()));
        }
        try (ActionJournal journal = ActionJournal.open(folder, "boot-2")) {
            assertEquals(7, journal.epoch());
            assertEquals(List.of(), journal.intents());
            assertEquals(List.of(), journal.outcomes());
            assertEquals(List.of(), journal.ledger());
            assertEquals(Optional.empty(), journal.seen("r"));
        }
    }

    @Test
    void whatAMachineDoesAloneHasItsOneChanceToo() {
        JournalState state = new JournalState();
        state.apply(new EpochKept(7));
        ActionKey alone = new ActionKey(7, 0, 1);
        assertFalse(state.spent(alone));

        state.apply(new Acknowledged(alone));
        for (int i = 1; i <= JournalState.ACKNOWLEDGED_MAX; i++) {
            state.apply(new Acknowledged(new ActionKey(7, i, 1)));
        }

        assertTrue(state.spent(alone));
        assertTrue(state.spent(new ActionKey(7, 1, 1)));
        assertFalse(state.spent(new ActionKey(7, 0, 2)));
    }

    @Test
    void acknowledgedActionsAreRememberedInBoundedSpace() {
        JournalState state = new JournalState();
        state.apply(new EpochKept(7));
        for (int i = 0; i <= JournalState.ACKNOWLEDGED_MAX; i++) {
            state.apply(new Acknowledged(new ActionKey(7, i + 1, 1)));
        }
        assertTrue(state.events().size() < JournalState.ACKNOWLEDGED_MAX + 10);
        assertTrue(state.spent(new ActionKey(7, 1, 1)), "forgotten, so it could be run again");
        assertFalse(state.spent(new ActionKey(7, JournalState.ACKNOWLEDGED_MAX + 2, 1)));
    }

    @Test
    void incompleteLastRecordIsLeftOut() throws IOException {
        try (ActionJournal journal = ActionJournal.open(folder, BOOT)) {
            journal.record(new EpochKept(7));
            journal.record(new EpochKept(8));
        }
        Path file = folder.resolve("journal");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file) - 1);
        }
        try (ActionJournal journal = ActionJournal.open(folder, BOOT)) {
            assertEquals(7, journal.epoch());
        }
    }

    @Test
    void damagedJournalIsRefused() throws IOException {
        try (ActionJournal journal = ActionJournal.open(folder, BOOT)) {
            journal.record(new EpochKept(7));
            journal.record(new EpochKept(8));
        }
        Path file = folder.resolve("journal");
        byte[] content = Files.readAllBytes(file);
        content[10] ^= 1;
        Files.write(file, content);
        IOException refused =
                assertThrows(IOException.class, () -> ActionJournal.open(folder, BOOT));
        assertTrue(String.valueOf(refused.getMessage()).contains("is damaged at byte 0"));
        assertEquals(content.length, Files.size(file), "the evidence was changed");
    }
}
