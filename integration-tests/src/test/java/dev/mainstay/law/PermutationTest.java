// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.scheduler.unpack.Unpacker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The order of elements that do not depend on each other changes nothing. Where it breaks a tie, as
 * in Pacemaker, docs/scheduler.md says so, and here the tie is avoided.
 */
class PermutationTest {

    private static final int SEEDS = 300;

    /** What may hold its children in any order. */
    private static final Set<String> UNORDERED = new TreeSet<>(List.of("nodes", "constraints",
            "operations", "lrm_resource", "tickets", "tags"));

    private static final Set<String> COLLECTIVES =
            new TreeSet<>(List.of("clone", "master", "bundle"));

    @Test
    void orderOfIndependentElementsChangesNothing() {
        for (int seed = 0; seed < SEEDS; seed++) {
            CibNode document = GeneratedCib.of(seed);
            assertSame("seed " + seed, document, shuffled(document, seed));
        }
    }

    @Test
    @Requires(Requirement.SHARED_CONFORMANCE)
    void orderOfIndependentElementsChangesNothingForPacemakersCases() throws IOException {
        for (Map.Entry<String, CibNode> each : LawDocuments.ofPacemaker().entrySet()) {
            assertSame(each.getKey(), each.getValue(), shuffled(each.getValue(), 1));
        }
    }

    /** Resources of one priority are placed in their order; here no two have the same. */
    @Test
    void orderOfResourcesOfDifferentPriorityChangesNothing() {
        for (int seed = 0; seed < SEEDS; seed++) {
            CibNode document = withDistinctPriorities(GeneratedCib.of(seed));
            CibNode shuffled = document.copy();
            Chance chance = new Chance(seed);
            shuffled.all("resources").forEach(all -> chance.shuffle(all.children()));
            assertSame("seed " + seed, document, shuffled);
        }
    }

    /**
     * What is active in several places is, for some purposes, where it was reported first, and the
     * instances of a clone are numbered as they are reported; here is neither.
     */
    @Test
    void orderOfReportsChangesNothing() {
        int held = 0;
        for (int seed = 0; seed < 2 * SEEDS; seed++) {
            CibNode document = GeneratedCib.of(seed);
            if (!hasCollectives(document) && isActiveOnceAtMost(document)) {
                held++;
                CibNode shuffled = document.copy();
                Chance chance = new Chance(seed);
                shuffled.all("status").forEach(status -> chance.shuffle(status.children()));
                shuffled.all("lrm_resources").forEach(list -> chance.shuffle(list.children()));
                assertSame("seed " + seed, document, shuffled);
            }
        }
        assertTrue(held > SEEDS / 4, held + " documents were compared");
    }

    private static CibNode shuffled(CibNode document, long seed) {
        CibNode copy = document.copy();
        Chance chance = new Chance(seed);
        for (CibNode node : copy.all()) {
            if (UNORDERED.contains(node.name())) {
                chance.shuffle(node.children());
            }
            // Finite colocations of a set are applied one after the other.
            if (node.name().startsWith("rsc_") && !node.name().equals("rsc_colocation")) {
                node.children().stream()
                        .filter(set -> set.attribute("sequential")
                                .filter("false"::equals).isPresent())
                        .forEach(set -> chance.shuffle(set.children()));
            }
            shuffleAttributes(node, chance);
        }
        return copy;
    }

    private static void shuffleAttributes(CibNode node, Chance chance) {
        List<Map.Entry<String, String>> entries = node.attributes().entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                .collect(Collectors.toCollection(ArrayList::new));
        chance.shuffle(entries);
        node.attributes().clear();
        entries.forEach(entry -> node.attributes().put(entry.getKey(), entry.getValue()));
    }

    private static CibNode withDistinctPriorities(CibNode document) {
        document.all("meta_attributes").forEach(set -> set.children().removeIf(
                pair -> pair.attribute("name").filter("priority"::equals).isPresent()));
        int priority = 0;
        for (CibNode resource : document.all("resources").getFirst().children()) {
            priority++;
            resource.children().add(0, GeneratedCib.pairs("meta_attributes",
                    "priority-" + priority, "priority", String.valueOf(priority)));
        }
        return document;
    }

    private static boolean hasCollectives(CibNode document) {
        return document.all().stream().anyMatch(node -> COLLECTIVES.contains(node.name()));
    }

    private static boolean isActiveOnceAtMost(CibNode document) {
        SchedulerInput input = LawDocuments.input(document);
        return Unpacker.unpack(input.configuration(), input.status(), input.now()).state()
                .allResources().noneMatch(resource -> resource.running().size() > 1);
    }

    private static void assertSame(String name, CibNode document, CibNode shuffled) {
        SortedMap<String, Integer> before = content(document);
        SortedMap<String, Integer> after = content(shuffled);
        SortedMap<String, Integer> lost = new TreeMap<>(before);
        lost.entrySet().removeAll(after.entrySet());
        SortedMap<String, Integer> gained = new TreeMap<>(after);
        gained.entrySet().removeAll(before.entrySet());
        assertEquals(lost, gained, name);
    }

    private static SortedMap<String, Integer> content(CibNode document) {
        return PlanContent.of(Scheduler.plan(LawDocuments.input(document)));
    }
}
