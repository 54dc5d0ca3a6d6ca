// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import static dev.mainstay.scheduler.Plans.changes;
import static dev.mainstay.scheduler.Plans.precedes;
import static dev.mainstay.scheduler.Plans.real;
import static dev.mainstay.scheduler.SmallCluster.attribute;
import static dev.mainstay.scheduler.SmallCluster.history;
import static dev.mainstay.scheduler.SmallCluster.primitive;
import static dev.mainstay.scheduler.SmallCluster.record;
import static dev.mainstay.scheduler.SmallCluster.records;
import static dev.mainstay.scheduler.SmallCluster.running;
import static dev.mainstay.scheduler.SmallCluster.stopped;
import static dev.mainstay.scheduler.SmallCluster.withDefaultTimeout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What roles mean for what runs where, and for the operations that recur there. */
class PromotionRulesTest {
    private static final String DATABASE = "<clone id='c'><meta_attributes id='m'><nvpair id='m1'"
            + " name='promotable' value='true'/></meta_attributes><primitive id='db' class='ocf'"
            + " provider='heartbeat' type='Dummy'><operations>%s</operations></primitive></clone>";

    @Test
    void monitorOfStartedIsNotForARoleOfItsOwn() {
        Plan plan = SmallCluster.of(DATABASE.formatted(
                "<op id='o1' name='monitor' interval='10s' role='Started'/>"
                        + "<op id='o2' name='monitor' interval='11s'/>"))
                .withHistories(running("db"), running("db")).plan();
        assertEquals(List.of("db:0_monitor_11000@a", "db:1_monitor_11000@b"),
                real(plan).stream().sorted().toList());
    }

    @Test
    void demotionDoesNotMendWhatAsksForARestart() {
        String failed = records("db", record("db_last_failure_0", "monitor", 10000, 5, 1, ""),
                record("db_last_0", "demote", 0, 6, 0, ""));
        Plan plan = SmallCluster.of(DATABASE.formatted(""))
                .withHistories(failed, running("db")).plan();
        assertEquals(List.of("Recover db:0 a a"), changes(plan));
    }

    @Test
    void machinesThatARoleExcludesAreExcludedForAll() {
        Plan plan = SmallCluster.of(DATABASE.formatted(""))
                .withConstraints("<rsc_location id='l' rsc='c' role='Promoted' node='a'"
                        + " score='100' resource-discovery='exclusive'/>")
                .withHistories(running("db"), stopped("db")).plan();
        assertEquals(List.of("Stop db:0 a -"), changes(plan));
    }

    private static SmallCluster promotable(String extra, String first, String second) {
        return SmallCluster.of(DATABASE.formatted("") + extra)
                .withHistories(running("db") + first,
                        running("db") + second);
    }

    @Test
    void bestPromotionScoreIsPromoted() {
        Plan plan =
                promotable("", attribute("master-db", "5"), attribute("master-db", "10")).plan();
        assertEquals(List.of("Promote db:1 b b"), changes(plan));
    }

    @Test
    void nothingIsPromotedOfWhichNobodySaidAnything() {
        assertEquals(List.of(), changes(promotable("", "", "").plan()));
    }

    @Test
    void negativePromotionScoreForbidsThePromotionThatAPlaceAsksFor() {
        Plan plan = promotable("", attribute("master-db", "-200"), "")
                .withConstraints("<rsc_location id='l' rsc='c' role='Promoted' node='a'"
                        + " score='100'/>")
                .plan();
        assertEquals(List.of(), changes(plan));
    }

    @Test
    void preferenceOfTheRoleIsEnoughToPromote() {
        Plan plan = promotable("", "", "")
                .withConstraints("<rsc_location id='l' rsc='c' role='Promoted' node='b'"
                        + " score='1'/>")
                .plan();
        assertEquals(List.of("Promote db:1 b b"), changes(plan));
    }

    @Test
    void colocationOfTheUnpromotedRoleSpeaksAgainstPromotion() {
        Plan plan = promotable(primitive("x"),
                running("x") + attribute("master-db", "10"),
                stopped("x") + attribute("master-db", "10"))
                .withConstraints("<rsc_colocation id='k' rsc='c' rsc-role='Unpromoted'"
                        + " with-rsc='x' score='100'/>")
                .plan();
        assertEquals(List.of("Promote db:1 b b"), changes(plan));
    }

    @Test
    void dependentOfThePromotedGoesToTheBetterOne() {
        Plan plan = SmallCluster.of("<clone id='c'><meta_attributes id='m'><nvpair id='m1'"
                + " name='promotable' value='true'/><nvpair id='m2' name='promoted-max'"
                + " value='2'/></meta_attributes>" + primitive("db") + "</clone>"
                + primitive("x"))
                .withConstraints("<rsc_colocation id='k' rsc='x' with-rsc='c'"
                        + " with-rsc-role='Promoted' score='INFINITY'/>")
                .withHistories(running("db") + stopped("x")
                        + attribute("master-db", "5"),
                        running("db") + stopped("x") + attribute("master-db", "10"))
                .plan();
        assertEquals(List.of("Promote db:1 b b", "Promote db:0 a a", "Start x - b").stream()
                .sorted().toList(), changes(plan).stream().sorted().toList());
    }

    @Test
    void monitorOfAnotherRoleIsCancelledUnlessItsParametersHaveChanged() {
        SmallCluster cluster = SmallCluster.of(DATABASE.formatted(
                "<op id='o1' name='monitor' interval='10s' role='Promoted' timeout='20s'/>"));
        String start = record("db_last_0", "start", 0, 3, 0, "");
        String monitor = record("db_monitor_10000", "monitor", 10000, 4, 0, "");
        String same = records("db", start, withDefaultTimeout(monitor));
        assertEquals(List.of("db:0_monitor_10000@a"),
                real(cluster.withHistories(same, running("db")).plan()));
        String changed = records("db", start, monitor);
        assertEquals(List.of(), real(cluster.withHistories(changed, running("db")).plan()));
    }

    @Test
    void orderedInstancesArePromotedOneAfterTheOther() {
        Plan plan = SmallCluster.of(DATABASE.formatted("").replace("</meta_attributes>",
                "<nvpair id='m2' name='ordered' value='true'/>"
                        + "<nvpair id='m3' name='promoted-max' value='2'/></meta_attributes>"))
                .withConstraints("<rsc_location id='l' rsc='c' role='Promoted' node='a'"
                        + " score='10'/><rsc_location id='k' rsc='c' role='Promoted' node='b'"
                        + " score='10'/>")
                .withHistories(running("db"), running("db")).plan();
        assertTrue(precedes(plan, "db:0_promote_0@a", "db:1_promote_0@b"),
                real(plan).toString());
    }

    private static Plan demotedGroup(String first, String second) {
        return SmallCluster.of("<clone id='c'><meta_attributes id='m'><nvpair id='m1'"
                + " name='promotable' value='true'/></meta_attributes><group id='g'>"
                + primitive("db") + primitive("log") + "</group></clone>")
                .withConstraints("<rsc_location id='l' rsc='c' node='b' score='-INFINITY'/>")
                .withHistories(first + second + attribute("master-db", "-1"),
                        running("db") + running("log"))
                .plan();
    }

    private static String promoted(String id) {
        return history(id, "promote", 0, 0);
    }

    @Test
    void groupIsDemotedAsAWholeOnlyWhereEachMemberWasPromoted() {
        Plan partly = demotedGroup(promoted("db"), running("log"));
        assertFalse(precedes(partly, "db:0_demote_0@a", "db:1_stop_0@b"),
                real(partly).toString());
        Plan whole = demotedGroup(promoted("db"), promoted("log"));
        assertTrue(precedes(whole, "db:0_demote_0@a", "db:1_stop_0@b"), real(whole).toString());
    }

    @Test
    void memberThatWasDemotedBeforeCountsAsDemotedWithItsGroup() {
        Plan plan = demotedGroup(promoted("db"), history("log", "demote", 0, 0));
        assertTrue(precedes(plan, "db:0_demote_0@a", "db:1_stop_0@b"), real(plan).toString());
    }

    @Test
    void whatWasPromotedAndMovesComesUpWithoutBeingPromotedAgain() {
        Plan plan = SmallCluster.of("<clone id='c'><meta_attributes id='m'><nvpair id='m1'"
                + " name='promotable' value='true'/><nvpair id='m2' name='clone-max'"
                + " value='1'/></meta_attributes>" + primitive("db") + "</clone>")
                .withConstraints("<rsc_location id='l' rsc='c' node='a' score='-INFINITY'/>")
                .withHistories(promoted("db"), stopped("db")).plan();
        assertEquals(List.of("Move db:0 a b"), changes(plan));
        assertEquals(List.of("db:0_demote_0@a", "db:0_start_0@b", "db:0_stop_0@a"), real(plan));
    }
}
