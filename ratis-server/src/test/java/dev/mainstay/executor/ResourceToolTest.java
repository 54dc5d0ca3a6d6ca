// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.Constraint;
import dev.mainstay.port.AgentClient.ToolAnswer;
import dev.mainstay.transition.Task;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What agents ask of and change about resources. */
class ResourceToolTest {

    private final ToolBench bench = new ToolBench();

    @BeforeEach
    void configure() {
        bench.configure("""
                <crm_config><cluster_property_set id="o">
                <nvpair id="o-s" name="stonith-enabled" value="false"/>
                </cluster_property_set></crm_config>
                <resources>
                <clone id="db-clone"><meta_attributes id="cm">
                <nvpair id="cm-p" name="promotable" value="true"/>
                <nvpair id="cm-n" name="notify" value="true"/>
                </meta_attributes>
                <primitive id="db" class="ocf" provider="heartbeat" type="pgsql">
                <instance_attributes id="ia"><nvpair id="ia-m" name="rep_mode" value="sync"/>
                </instance_attributes></primitive></clone>
                <clone id="shard-clone"><meta_attributes id="sm">
                <nvpair id="sm-u" name="globally-unique" value="true"/>
                <nvpair id="sm-p" name="promotable" value="true"/>
                </meta_attributes>
                <primitive id="shard" class="ocf" provider="pacemaker" type="Stateful"/></clone>
                <primitive id="vm" class="ocf" provider="heartbeat" type="VirtualDomain"/>
                </resources><constraints/>""");
    }

    @Test
    void optionIsWhatHoldsWhereverItIsSet() {
        assertEquals("true\n",
                bench.told("crm_resource", "--resource", "db", "--meta", "--get-parameter",
                        "notify"));
        assertEquals("sync\n", bench.told("crm_resource", "-Q", "-r", "db", "-g", "rep_mode"));
        // No value is no error: agents take it for "not set yet".
        assertEquals("", bench.told("crm_resource", "-Q", "-r", "vm", "-z", "-g", "cpu"));
    }

    @Test
    void utilizationIsWrittenOnceAndTakenBack() {
        bench.told("crm_resource", "-r", "vm", "-z", "-p", "cpu", "-v", "2");
        assertEquals("2\n", bench.told("crm_resource", "-Q", "-r", "vm", "-z", "-g", "cpu"));

        long revision = bench.log.state.revision();
        bench.told("crm_resource", "-r", "vm", "-z", "-p", "cpu", "-v", "2");
        assertEquals(revision, bench.log.state.revision());

        bench.told("crm_resource", "--resource=vm", "--utilization", "--delete-parameter=cpu");
        assertEquals("", bench.told("crm_resource", "-Q", "-r", "vm", "-z", "-g", "cpu"));
        assertEquals(65, bench.call("crm_resource", "-r", "vm", "-z", "-p", "cpu", "-v", "two")
                .exitCode());
    }

    @Test
    void utilizationOfAMachineIsReadAndWrittenByCrmAttribute() {
        assertEquals(105, bench.call("crm_attribute", "--quiet", "-t", "nodes", "--node", "n1",
                "-z", "-n", "cpu").exitCode());
        bench.told("crm_attribute", "-t", "nodes", "--node", "n1", "-z", "-n", "cpu", "-v", "8");
        assertEquals("8\n", bench.told("crm_attribute", "--quiet", "-t", "nodes", "--node", "n1",
                "-z", "-n", "cpu"));
    }

    @Test
    void ofTwoWhoChangeAResourceAtATimeNeitherUndoesTheOther() {
        List<CompletableFuture<ToolAnswer>> both = List.of(
                bench.begin("vm", "crm_resource", "-r", "vm", "-z", "-p", "cpu", "-v", "2"),
                bench.begin("vm", "crm_resource", "-r", "vm", "-z", "-p", "hv_memory", "-v", "64"));
        bench.loop.runAll();

        both.forEach(answer -> assertEquals(new ToolAnswer(0, ""), answer.join()));
        assertEquals("2\n", bench.told("crm_resource", "-Q", "-r", "vm", "-z", "-g", "cpu"));
        assertEquals("64\n",
                bench.told("crm_resource", "-Q", "-r", "vm", "-z", "-g", "hv_memory"));
    }

    @Test
    void banKeepsTheResourceAwayUntilItIsCleared() {
        bench.told("crm_resource", "-B", "-r", "db", "-N", "n1", "-Q");
        Constraint ban = bench.log.state.configuration().constraints().getFirst();
        assertEquals("cli-ban-db-on-n1", ban.id());
        assertTrue(ban instanceof Constraint.Location location
                && location.score().filter("-INFINITY"::equals).isPresent(), ban.toString());
        bench.told("crm_resource", "-U", "-r", "db");
        assertEquals(List.of(), bench.log.state.configuration().constraints());
    }

    @Test
    void placesAndOperationsAreToldAsPacemakerDoes() {
        assertEquals("resource db is NOT running\n", bench.told("crm_resource", "-W", "-r", "db"));
        bench.operated("db", Task.START);
        bench.operated("db", Task.PROMOTE);
        bench.operated("vm", Task.START);

        assertEquals("resource db is running on: n1 Promoted\n",
                bench.told("crm_resource", "--locate", "--resource", "db"));
        assertEquals("n1\n", bench.told("crm_resource", "-Q", "-W", "-r", "vm"));
        String operations = bench.told("crm_resource", "--list-operations", "-N", "n1");
        assertTrue(operations.matches("(?s).*vm\\t\\(ocf:heartbeat:VirtualDomain\\):\\t Started: "
                + "vm_start_0 \\(node=n1, call=[0-9]+, rc=0.*\\): complete\n.*"), operations);
        assertTrue(operations.contains("db_promote_0"), operations);
        assertTrue(bench.told("crm_resource", "-l").startsWith("db:0\n"));
    }

    @Test
    void failuresAreCountedAndForgotten() {
        bench.told("attrd_updater", "-n", "fail-count-vm#monitor_10000", "-U", "2");
        bench.told("attrd_updater", "-n", "last-failure-vm#monitor_10000", "-U", "1");
        bench.told("attrd_updater", "-n", "fail-count-vm#start_0", "-U", "INFINITY");
        bench.told("attrd_updater", "-n", "last-failure-vm#start_0", "-U", "1");
        bench.operated("vm", Task.START);

        assertEquals("scope=status  name=fail-count-vm value=INFINITY\n",
                bench.told("crm_failcount", "-G", "-r", "vm"));
        assertEquals("2\n", bench.told("crm_failcount", "--query", "-r", "vm", "-N", "n1", "-n",
                "monitor", "-I", "10s", "-q"));
        assertEquals("0\n", bench.told("crm_failcount", "-G", "-q", "-r", "db"));
        bench.told("crm_failcount", "-D", "-r", "vm");
        assertEquals("0\n", bench.told("crm_failcount", "-G", "-q", "-r", "vm"));
    }

    /** A unique instance is a service of its own, an anonymous one the same wherever it is. */
    @ParameterizedTest
    @CsvSource({"shard:1,master-shard:1", "shard,master-shard", "db:1,master-db", "db,master-db"})
    void promotionScoreBearsTheNumberOfAUniqueInstanceOnly(String instance, String attribute) {
        CompletableFuture<ToolAnswer> answer =
                bench.begin(instance, "crm_attribute", "--promotion", "-v", "7");
        bench.loop.runAll();
        assertEquals(new ToolAnswer(0, ""), answer.join());
        assertEquals("7", bench.attribute(attribute));
    }

    @Test
    void whatIsNotOfferedOrNotThereIsSaidAtOnce() {
        assertEquals(105, bench.call("crm_resource", "-W", "-r", "nothing").exitCode());
        assertEquals(105, bench.call("crm_resource", "-O", "-N", "n9").exitCode());
        assertEquals(64, bench.call("crm_resource", "-W").exitCode());
        assertEquals(64, bench.call("crm_resource", "--force-start", "-r", "vm").exitCode());
        ToolAnswer nothingAsked = bench.call("crm_resource", "-r", "vm");
        assertEquals(3, nothingAsked.exitCode());
        assertTrue(nothingAsked.text().startsWith("crm_resource: "), nothingAsked.text());
        assertFalse(bench.call("crmadmin", "-D").text().isBlank());
    }
}
