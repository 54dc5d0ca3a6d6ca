// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import static dev.mainstay.scheduler.Plans.changes;
import static dev.mainstay.scheduler.Plans.real;
import static dev.mainstay.scheduler.Plans.scores;
import static dev.mainstay.scheduler.SmallCluster.primitive;
import static dev.mainstay.scheduler.SmallCluster.running;
import static dev.mainstay.scheduler.SmallCluster.stopped;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.scheduler.explain.FinalScore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What colocations mean where groups, instances and machines left to choose from differ. */
class ColocationRulesTest {
    private static final String STAYS = "<meta_attributes id='%1$s-m'><nvpair id='%1$s-s'"
            + " name='resource-stickiness' value='INFINITY'/></meta_attributes>";
    private static final String APART = "<rsc_colocation id='c' rsc='g2' with-rsc='g1'"
            + " score='-5000'/><rsc_location id='l' rsc='d' node='a' score='-INFINITY'/>";

    @Test
    void memberThatHasToMoveMovesItsGroupToWhatItWouldRatherAvoid() {
        Plan plan = groups("<group id='g1'>" + STAYS.formatted("g1"),
                "<group id='g2'>" + STAYS.formatted("g2")).plan();
        assertEquals(List.of("Move c a b", "Move d a b"), changes(plan));
    }

    @Test
    void dependentWithOneMachineLeftDrawsAwayWhatIsNotHeldThere() {
        Plan plan = groups("<group id='g1'>", "<group id='g2'>").plan();
        assertEquals(List.of("Move x b a", "Move y b a", "Move c a b", "Move d a b"),
                changes(plan));
    }

    private static SmallCluster groups(String first, String second) {
        return SmallCluster.of(first + primitive("x") + primitive("y") + "</group>" + second
                + primitive("c") + primitive("d") + "</group>")
                .withConstraints(APART)
                .withHistories(stopped("x") + stopped("y") + running("c") + running("d"),
                        running("x") + running("y") + stopped("c") + stopped("d"));
    }

    @Test
    void memberPrefersWhatItsGroupPrefers() {
        Plan plan = SmallCluster.of(primitive("db") + "<group id='g'>" + primitive("ip")
                + primitive("web") + "</group>")
                .withConstraints("<rsc_location id='l' rsc='g' node='a' score='-INFINITY'/>"
                        + "<rsc_colocation id='c' rsc='web' with-rsc='db' score='INFINITY'/>")
                .withHistories(stopped("db") + stopped("ip") + stopped("web"),
                        stopped("db") + stopped("ip") + stopped("web"))
                .plan();
        assertEquals(List.of("db_start_0@b", "ip_start_0@b", "web_start_0@b"), real(plan));
    }

    @Test
    void instanceWithoutAPartnerForARoleItDoesNotHaveStarts() {
        Plan plan = SmallCluster.of("<clone id='c'><meta_attributes id='m'><nvpair id='m1'"
                + " name='promotable' value='true'/><nvpair id='m2' name='interleave'"
                + " value='true'/></meta_attributes>" + primitive("x") + "</clone><clone id='d'>"
                + "<meta_attributes id='n'><nvpair id='n1' name='promotable' value='true'/>"
                + "</meta_attributes>" + primitive("y") + "</clone>")
                .withConstraints("<rsc_colocation id='k' rsc='c' rsc-role='Promoted' with-rsc='d'"
                        + " with-rsc-role='Promoted' score='INFINITY'/>")
                .withHistories(stopped("x") + running("y"), running("x") + running("y")).plan();
        assertEquals(List.of("x:1_start_0@a"), real(plan));
    }

    @Test
    void listedSetPlacesEachMemberByTheOneAfterIt() {
        Plan plan = SmallCluster.of(primitive("x") + primitive("y") + "<primitive id='z'"
                + " class='ocf' provider='heartbeat' type='Dummy'><meta_attributes id='m'>"
                + "<nvpair id='m1' name='target-role' value='Stopped'/></meta_attributes>"
                + "</primitive>")
                .withConstraints("<rsc_colocation id='k' score='INFINITY'><resource_set id='s'"
                        + " ordering='listed'><resource_ref id='x'/><resource_ref id='y'/>"
                        + "<resource_ref id='z'/></resource_set></rsc_colocation>")
                .withHistories(running("x") + stopped("y") + stopped("z"),
                        stopped("x") + stopped("y") + stopped("z"))
                .plan();
        assertEquals(List.of("Stop x a -"), changes(plan));
    }

    @Test
    void dependentsDrawACloneButDoNotPushIt() {
        Plan plan = SmallCluster.of("<clone id='c'>" + primitive("x") + "</clone>"
                + primitive("d"))
                .withConstraints("<rsc_colocation id='k' rsc='d' with-rsc='c' score='INFINITY'/>"
                        + "<rsc_location id='l' rsc='d' node='a' score='-100'/>"
                        + "<rsc_location id='n' rsc='d' node='b' score='7'/>")
                .withHistories(stopped("x") + stopped("d"), stopped("x") + stopped("d")).plan();
        assertEquals(List.of(0), scores(plan, FinalScore.Step.WHOLE, "c", "a"));
        assertEquals(List.of(7), scores(plan, FinalScore.Step.WHOLE, "c", "b"));
    }

    @Test
    void roleOfAPrimaryThatCannotBePromotedDoesNotMatter() {
        Plan plan = SmallCluster.of("<clone id='c'>" + primitive("x") + "</clone>"
                + primitive("web"))
                .withConstraints("<rsc_colocation id='k' rsc='web' with-rsc='c'"
                        + " with-rsc-role='Promoted' score='INFINITY'/>"
                        + "<rsc_location id='l' rsc='c' node='b' score='-INFINITY'/>")
                .withHistories(running("x") + stopped("web"), stopped("x") + stopped("web"))
                .plan();
        assertEquals(List.of("Start web - a"), changes(plan));
    }
}
