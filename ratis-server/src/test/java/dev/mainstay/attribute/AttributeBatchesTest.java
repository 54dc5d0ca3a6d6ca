// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.attribute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.executor.ManualLoop;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.Proposed;
import dev.mainstay.state.AttributeChange;
import dev.mainstay.state.AttributeUpdate;
import dev.mainstay.state.AttributeUpdate.Drop;
import dev.mainstay.state.AttributeUpdate.Put;
import dev.mainstay.state.AttributeUpdate.Raise;
import dev.mainstay.state.Author;
import dev.mainstay.state.Command;
import dev.mainstay.state.Limits;
import dev.mainstay.state.Outcome;
import dev.mainstay.state.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What changes of attributes share entries, how fast entries come, and who hears what. */
class AttributeBatchesTest {

    private static final NodeId A = new NodeId("a");
    private static final Author AGENTS = Author.cluster("a");
    private static final Author OPERATOR = new Author("root", "a");

    private final ManualLoop loop = new ManualLoop();
    private final List<Entry> entries = new ArrayList<>();
    private final AttributeBatches batches = new AttributeBatches(loop, loop,
            (author, command, then) -> entries.add(new Entry(author, command, then)));
    private final List<Proposed> told = new ArrayList<>();
    private int committed;

    private record Entry(Author author, Command.ChangeAttributes command,
            Consumer<Proposed> then) {}

    private void add(String name, AttributeUpdate update) {
        batches.add(AGENTS, new AttributeChange(A, name, update), told::add);
    }

    private List<AttributeChange> changes(int entry) {
        return entries.get(entry).command().changes();
    }

    private void commit(int entry, SortedMap<Integer, Rejection> refused) {
        committed++;
        entries.get(entry).then().accept(
                new Proposed.Applied(entry + 1, new Outcome.Accepted(entry + 1, 0, refused)));
        loop.runAll();
    }

    private void commit(int entry) {
        commit(entry, new TreeMap<>());
    }

    @Test
    void firstChangeGoesAtOnceAndWhatComesMeanwhileGoesTogether() {
        add("x", new Put("1"));
        loop.runAll();
        add("x", new Put("2"));
        add("y", new Raise(2));
        add("x", new Put("3"));
        add("y", new Raise(3));
        add("z", new Drop());
        loop.runAll();
        assertEquals(1, entries.size());
        assertEquals(List.of(new AttributeChange(A, "x", new Put("1"))), changes(0));

        commit(0);
        assertEquals(1, told.size());
        assertEquals(List.of(new AttributeChange(A, "x", new Put("3")),
                new AttributeChange(A, "y", new Raise(5)),
                new AttributeChange(A, "z", new Drop())), changes(1));
        commit(1);
        assertEquals(6, told.size());
        assertEquals(2, entries.size());
    }

    @Test
    void whatCannotBeAddedUpStaysInItsOrder() {
        add("n", new Raise(5));
        add("n", new Raise(-7));
        add("n", new Raise(-1));
        loop.runAll();

        assertEquals(List.of(new AttributeChange(A, "n", new Raise(5)),
                new AttributeChange(A, "n", new Raise(-8))), changes(0));
    }

    @Test
    void thousandUpdatesASecondTakeAFewDozenEntries() {
        for (int millis = 0; millis < 10_000; millis++) {
            add("ping" + millis % 7, new Put(Integer.toString(millis)));
            add("count", new Raise(1));
            loop.advance(Duration.ofMillis(1));
            if (millis % 5 == 4 && committed < entries.size()) {
                commit(committed);
            }
        }
        settleAll();

        assertEquals(20_000, told.size());
        assertTrue(entries.size() <= 230, entries.size() + " entries");
        assertEquals(10_000, entries.stream().flatMap(entry -> entry.command().changes().stream())
                .map(AttributeChange::update)
                .mapToInt(update -> update instanceof Raise(int by) ? by : 0).sum());
    }

    private void settleAll() {
        while (committed < entries.size()) {
            commit(committed);
            loop.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void eachHearsWhatBecameOfItsOwnChange() {
        add("first", new Put("1"));
        loop.runAll();
        add("x", new Put("1"));
        add("y", new Put("1"));
        add("y", new Put("2"));
        add("z", new Put("1"));
        commit(0);
        told.clear();

        commit(1, new TreeMap<>(Map.of(1, new Rejection.NotPossibleNow("no"))));

        assertEquals(List.of("Accepted", "Rejected", "Rejected", "Accepted"), told.stream()
                .map(one -> assertInstanceOf(Proposed.Applied.class, one).outcome().getClass()
                        .getSimpleName())
                .toList());
    }

    @Test
    void whatWouldSpoilAnEntryIsRefusedAndTheRestIsNot() {
        add("x", new Put("x".repeat(Limits.TEXT_LENGTH + 1)));
        assertInstanceOf(Proposed.Refused.class, told.getLast());
        add("x".repeat(Limits.TEXT_LENGTH + 1), new Raise(1));
        assertInstanceOf(Proposed.Refused.class, told.getLast());
        add("x", new Put("1"));
        loop.runAll();
        assertEquals(1, changes(0).size());
    }

    @Test
    void whatIsTooMuchForAnEntryGoesWithTheNextOnes() {
        for (int i = 0; i < Limits.CHANGED_ATTRIBUTES + 1; i++) {
            add("name" + i, new Put("1"));
        }
        for (int i = 0; i < 4; i++) {
            add("long" + i, new Put("x".repeat(Limits.TEXT_LENGTH)));
        }
        loop.runAll();
        settleAll();

        assertEquals(Limits.CHANGED_ATTRIBUTES, changes(0).size());
        assertEquals(Limits.CHANGED_ATTRIBUTES + 5,
                entries.stream().mapToInt(entry -> entry.command().changes().size()).sum());
        assertTrue(entries.size() > 3, entries.size() + " entries");
    }

    @Test
    void whoeverIsTooManyIsRefusedUntilOthersAreDone() {
        for (int i = 0; i < AttributeBatches.WAITING_MAX; i++) {
            add("n", new Raise(1));
        }
        assertTrue(told.isEmpty());
        add("n", new Raise(1));
        assertInstanceOf(Proposed.Refused.class, told.getLast());

        loop.runAll();
        settleAll();
        told.clear();
        add("n", new Raise(1));
        assertTrue(told.isEmpty());
    }

    @Test
    void anEntryHasOneAuthorAndTheOrderStays() {
        add("x", new Put("1"));
        batches.add(OPERATOR, new AttributeChange(A, "x", new Put("2")), told::add);
        add("x", new Put("3"));
        loop.runAll();
        settleAll();

        assertEquals(List.of(AGENTS, OPERATOR, AGENTS),
                entries.stream().map(Entry::author).toList());
        assertEquals(new Put("3"), changes(2).getFirst().update());
    }

    @Test
    void whatIsForgottenIsNeitherSentNorToldOfAndNewChangesAreNotHeldUpByIt() {
        add("x", new Put("1"));
        loop.runAll();
        add("x", new Put("2"));
        batches.forget();
        add("x", new Put("3"));
        loop.runAll();

        commit(0);
        assertEquals(2, entries.size());
        assertEquals(new Put("3"), changes(1).getFirst().update());
        commit(1);
        assertEquals(List.of(2L), told.stream()
                .map(one -> ((Proposed.Applied) one).index()).toList());
    }

    @Test
    void anEntryThatNobodyTakesIsToldToAllWhoWait() {
        add("x", new Put("1"));
        add("y", new Put("1"));
        loop.runAll();
        Proposed unknown = new Proposed.Indeterminate("lost");
        entries.getFirst().then().accept(unknown);

        assertEquals(List.of(unknown, unknown), told);
    }
}
