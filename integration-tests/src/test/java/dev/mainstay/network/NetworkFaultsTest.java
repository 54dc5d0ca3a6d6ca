// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.network.Cable.Direction;
import dev.mainstay.network.Trial.Verdict;
import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One fault each: the service answers again while the fault lasts, no two machines ever ran it at
 * once, nothing acknowledged is lost, and the machine at fault was fenced, once, and no other.
 */
@Requires({Requirement.ROOT, Requirement.IPROUTE, Requirement.DEBIAN_AGENTS, Requirement.NGINX})
@Tag("alone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NetworkFaultsTest {

    private NetworkCluster cluster;
    private String name = "";

    @BeforeAll
    void found() {
        cluster = NetworkCluster.founded(3);
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    @BeforeEach
    void settle(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
        cluster.awaitConverged();
    }

    @Test
    void machineOfTheServiceLosesItsPower() {
        failOver(new Fault.PowerLoss(), cluster.runner().orElseThrow());
    }

    @Test
    void cableOfTheServiceIsPulled() {
        failOver(new Fault.CableCut(), cluster.runner().orElseThrow());
    }

    @Test
    void leaderIsCutOff() {
        failOver(new Fault.CableCut(), runnerThatLeads());
    }

    @Test
    void leaderHearsButIsNotHeard() {
        failOver(new Fault.OneWayLoss(Direction.OUT), runnerThatLeads());
    }

    @Test
    void leaderIsHeardButDoesNotHear() {
        failOver(new Fault.OneWayLoss(Direction.IN), runnerThatLeads());
    }

    @Test
    void serviceIsMovedWithoutFencing() {
        Machine from = cluster.runner().orElseThrow();
        Machine target = cluster.machines().stream().filter(machine -> !machine.equals(from))
                .findFirst().orElseThrow();
        Trial trial = begun(new Fault.Move(), target);
        cluster.awaitAnswerFromElsewhere(from);
        assertEquals(List.of(), judged(trial.repair()).fenced(), cluster::report);
        assertEquals(target, cluster.runner().orElseThrow());
    }

    @Test
    void killedServerIsStartedAgain() {
        recover(Fault.Part.SERVER);
    }

    @Test
    void killedClaimIsStartedAgain() {
        recover(Fault.Part.CLAIM);
    }

    /** The seeds have two and three faults at a time. */
    @ParameterizedTest
    @ValueSource(longs = {3, 19})
    void randomFaultsAreSafe(long seed) {
        judged(RandomTrials.run(cluster, seed));
    }

    private void failOver(Fault fault, Machine victim) {
        Trial trial = begun(fault, victim);
        cluster.awaitAnswerFromElsewhere(victim);
        assertEquals(List.of(victim.name()), judged(trial.repair()).fenced(), cluster::report);
    }

    private void recover(Fault.Part part) {
        Trial trial = begun(new Fault.ServiceKilled(part), cluster.runner().orElseThrow());
        cluster.awaitStatus("the failure", status -> status.getFailuresCount() > 0);
        cluster.awaitConverged();
        assertEquals(List.of(), judged(trial.repair()).fenced(), cluster::report);
    }

    private Machine runnerThatLeads() {
        Machine leader = cluster.leader().orElseThrow();
        if (!cluster.runner().filter(leader::equals).isPresent()) {
            cluster.move(leader);
            cluster.awaitStatus("the service on the leader",
                    _ -> cluster.client().answerer().filter(leader.name()::equals).isPresent());
            cluster.awaitConverged();
        }
        return cluster.leader().orElseThrow();
    }

    private Trial begun(Fault fault, Machine machine) {
        Trial trial = new Trial(cluster, name);
        trial.begin(fault, machine);
        return trial;
    }

    private Verdict judged(Verdict verdict) {
        assertEquals(List.of(), verdict.overlaps(), cluster::report);
        assertEquals(List.of(), verdict.lost(), cluster::report);
        assertTrue(verdict.acknowledged() > 0);
        return verdict;
    }
}
