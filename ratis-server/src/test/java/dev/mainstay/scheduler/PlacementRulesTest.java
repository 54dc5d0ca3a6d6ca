// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import static dev.mainstay.scheduler.Plans.changes;
import static dev.mainstay.scheduler.Plans.precedes;
import static dev.mainstay.scheduler.Plans.real;
import static dev.mainstay.scheduler.Plans.scores;
import static dev.mainstay.scheduler.SmallCluster.attribute;
import static dev.mainstay.scheduler.SmallCluster.history;
import static dev.mainstay.scheduler.SmallCluster.primitive;
import static dev.mainstay.scheduler.SmallCluster.running;
import static dev.mainstay.scheduler.SmallCluster.stopped;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.Score;
import dev.mainstay.scheduler.explain.FinalScore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where things go: groups with constraints inside, clones, placement strategies, unfencing. */
class PlacementRulesTest {

    @Test
    void laterMembersColocationPlacesTheWholeGroup() {
        Plan plan = SmallCluster.of(primitive("db") + "<group id='g'>" + primitive("ip")
                + primitive("web") + "</group>")
                .withConstraints("<rsc_location id='l' rsc='db' node='b' score='INFINITY'/>"
                        + "<rsc_colocation id='c' rsc='web' with-rsc='db' score='100'/>")
                .withHistories(stopped("db") + stopped("ip") + stopped("web"),
                        running("db") + stopped("ip") + stopped("web"))
                .plan();
        assertEquals(List.of("ip_start_0@b", "web_start_0@b"), real(plan));
    }

    @Test
    void minimalPlacementFillsTheFirstMachineByName() {
        Plan plan = SmallCluster.of(primitive("x"))
                .withProperty("placement-strategy", "minimal")
                .withHistories(stopped("x"), running("x")).plan();
        assertEquals(List.of("Move x b a"), changes(plan));
    }

    @Test
    void instanceLeavesWhereTheCloneIsNotWanted() {
        Plan plan = SmallCluster.of("<clone id='c'>" + primitive("x")
                + "<meta_attributes id='m'><nvpair id='m1' name='resource-stickiness' value='100'/>"
                + "</meta_attributes></clone>")
                .withConstraints("<rsc_location id='l' rsc='c' node='a' score='-50'/>")
                .withHistories(running("x"), running("x")).plan();
        assertEquals(List.of("Stop x:0 a -"), changes(plan));
    }

    @Test
    void instanceThatCannotStayChoosesAfterThoseThatAreNowhere() {
        Plan plan = SmallCluster.of("<clone id='c'>" + primitive("x")
                + "<meta_attributes id='m'><nvpair id='m1' name='clone-max' value='2'/>"
                + "</meta_attributes></clone>")
                .withConstraints("<rsc_location id='l' rsc='c' node='a' score='-INFINITY'/>")
                .withHistories(running("x"), stopped("x")).plan();
        assertEquals(List.of("Stop x:0 a -", "Start x:1 - b"), changes(plan));
    }

    @Test
    void machineIsUnfencedBeforeAnythingStartsOnIt() {
        String device = "<primitive id='fence' class='stonith' type='fence_x'><meta_attributes"
                + " id='f'><nvpair id='f1' name='provides' value='unfencing'/></meta_attributes>"
                + "</primitive>";
        Plan plan = SmallCluster.of(device + primitive("x"))
                .withProperty("fencing-enabled", "true")
                .withConstraints("<rsc_location id='l' rsc='x' node='a' score='INFINITY'/>")
                .withHistories(running("x") + stopped("fence"), stopped("x") + stopped("fence"))
                .plan();
        assertTrue(precedes(plan, "stonith-a-on@a", "x_start_0@a"), real(plan).toString());
        assertTrue(precedes(plan, "x_stop_0@a", "stonith-a-on@a"), real(plan).toString());
        assertTrue(real(plan).contains("stonith-b-on@b"), real(plan).toString());
    }

    @Test
    void orderedCloneStartsEachInstanceAfterAllBeforeIt() {
        Plan plan = SmallCluster.of("<clone id='c'>" + primitive("x")
                + "<meta_attributes id='m'><nvpair id='m1' name='ordered' value='true'/>"
                + "</meta_attributes></clone>")
                .withHistories(stopped("x"), stopped("x")).plan();
        assertTrue(precedes(plan, "x:0_start_0@a", "x:1_start_0@b"), real(plan).toString());
    }

    @Test
    void machineWithoutTheScoreAttributeIsNeitherBetterNorWorse() {
        Plan plan = SmallCluster.of(primitive("x"))
                .withConstraints("<rsc_location id='l' rsc='x'><rule id='r'"
                        + " score-attribute='tier'><expression id='e' attribute='#uname'"
                        + " operation='defined'/></rule></rsc_location>")
                .withHistories(stopped("x"), stopped("x") + attribute("tier", "5")).plan();
        assertEquals(List.of("Start x - b"), changes(plan));
        assertEquals(List.of(0), scores(plan, FinalScore.Step.ALLOCATION, "x", "a"));
    }

    @Test
    void servicesInAClonesInstancesCannotBeToldApart() {
        Plan plan = SmallCluster.of("<clone id='c'><meta_attributes id='m'><nvpair id='m1'"
                + " name='globally-unique' value='true'/></meta_attributes><primitive id='s'"
                + " class='systemd' type='httpd'/></clone>").plan();
        assertEquals(List.of("s:0_monitor_0@a", "s:1_monitor_0@b"), real(plan).stream()
                .filter(a -> a.contains("_monitor_0")).toList());
    }

    @Test
    void whatIsBeyondTheConfiguredNumberKeepsNoPlace() {
        Plan plan = SmallCluster.of("<clone id='c'>" + primitive("x")
                + "<meta_attributes id='m'><nvpair id='m1' name='clone-max' value='1'/>"
                + "<nvpair id='m2' name='resource-stickiness' value='0'/>"
                + "</meta_attributes></clone>")
                .withConstraints("<rsc_location id='l' rsc='c' node='b' score='50'/>")
                .withHistories(running("x"), running("x")).plan();
        assertEquals(List.of("Move x:0 a b", "Stop x:1 b -"), changes(plan));
    }

    @Test
    void failureBansEachMemberOfAClonedGroup() {
        Plan plan = SmallCluster.of("<clone id='c'><group id='g'>" + primitive("x")
                + primitive("y") + "</group></clone>")
                .withHistories(history("y", "monitor", 5, 7) + stopped("x"),
                        stopped("x") + stopped("y"))
                .plan();
        assertEquals(List.of(-Score.INFINITY_VALUE),
                scores(plan, FinalScore.Step.WHOLE, "y:0", "a"));
    }

    @Test
    void instancesScoreForAMachineThatCannotBeUsedIsAVeto() {
        Plan plan = SmallCluster.of("<clone id='c'>" + primitive("x") + "</clone>")
                .withHistories("", stopped("x")).plan(false);
        assertEquals(List.of(-Score.INFINITY_VALUE),
                scores(plan, FinalScore.Step.ALLOCATION, "x:0", "a"));
    }

    @Test
    void shutdownLockOfWhatIsActiveElsewhereGoesWithTheHistoryThatHoldsIt() {
        Plan plan = SmallCluster.of(primitive("web")).withProperty("shutdown-lock", "true")
                .withHistories(stopped("web").replace("<lrm_resource ",
                        "<lrm_resource shutdown-lock='1749999000' "), running("web"))
                .plan(false);
        assertEquals(List.of("web_lrm_delete_0@a"), real(plan));
    }

    private static SmallCluster stuck(int exitCode, String more, String first, String second) {
        return SmallCluster.of("<clone id='c'><group id='g'>" + primitive("fs")
                + primitive("web") + "</group></clone>" + more)
                .withHistories(running("fs") + history("web", "stop", exitCode, 0) + first,
                        running("fs") + running("web") + second);
    }

    @Test
    void groupInstanceThatCannotStopKeepsItsMachineFromOthers() {
        Plan plan = stuck(1, "", "", attribute("standby", "true")).plan();
        assertEquals(List.of("Stop fs:1 b -", "Stop web:1 b -"), changes(plan));
    }

    @Test
    void nothingIsPlacedWithAGroupInstanceOfWhichAPartIsNowhere() {
        Plan plan = stuck(5, primitive("ftp"), stopped("ftp"), stopped("ftp"))
                .withConstraints("<rsc_colocation id='k' rsc='ftp' with-rsc='c'"
                        + " score='INFINITY'/><rsc_location id='l' rsc='ftp' node='a'"
                        + " score='100'/>")
                .plan();
        assertTrue(changes(plan).contains("Start ftp - b"), changes(plan).toString());
    }
}
