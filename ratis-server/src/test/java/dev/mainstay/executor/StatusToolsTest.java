// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.cib.CibFormatException;
import dev.mainstay.cib.CibReader;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.scheduler.SchedulerInputs;
import dev.mainstay.transition.Action.FenceAction;
import dev.mainstay.transition.FenceOperation;
import dev.mainstay.transition.Task;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cluster's status as documents that agents search. */
class StatusToolsTest {

    private final ToolBench bench = new ToolBench();

    @BeforeEach
    void configure() {
        bench.configure("""
                <crm_config><cluster_property_set id="o">
                <nvpair id="o-s" name="stonith-enabled" value="false"/>
                </cluster_property_set></crm_config>
                <resources>
                <clone id="redis-clone"><meta_attributes id="cm">
                <nvpair id="cm-p" name="promotable" value="true"/></meta_attributes>
                <primitive id="redis" class="ocf" provider="heartbeat" type="redis"/></clone>
                <group id="web">
                <primitive id="ip" class="ocf" provider="heartbeat" type="IPaddr2"/>
                <primitive id="www" class="ocf" provider="heartbeat" type="nginx"/></group>
                </resources><constraints/>""");
        bench.operated("redis", Task.START);
        bench.operated("redis", Task.PROMOTE);
        bench.told("crm_attribute", "-N", "n1", "-l", "reboot", "-n", "rmq-node", "-v",
                "rabbit@n1");
    }

    /** The expressions are those by which agents look for a promoted instance and for nodes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<resource id=\"redis\" .* role=\"(Promoted|Master)\"",
                "resource.*id=\"redis\".* role=\"(Promoted|Master)\".* active=\"true\".*"
                        + " orphaned=\"false\".* failed=\"false\"",
                "<node name=\"n1\" .* online=\"true\"",
                "<clone id=\"redis-clone\" multi_state=\"true\" unique=\"false\"",
                "<group id=\"web\" number_resources=\"2\"",
                "<operation_history .*task=\"promote\" rc=\"0\" rc_text=\"ok\"",
                "<attribute name=\"rmq-node\" value=\"rabbit@n1\"/>"})
    void statusIsFoundByAgentsExpressions(String expression) {
        String document = bench.told("crm_mon", "-1", "--output-as=xml");
        assertTrue(Pattern.compile(expression).matcher(document).find(), document);
        assertTrue(Pattern.compile(expression).matcher(bench.told("crm_mon", "-1X")).find());
    }

    @Test
    void bothFormsOfTheStatusHaveTheirRoots() {
        assertTrue(bench.told("crm_mon", "-r", "--as-xml").startsWith("<crm_mon version=\""));
        String newer = bench.told("crm_mon", "-1", "--output-as", "xml");
        assertTrue(newer.startsWith("<pacemaker-result api-version=\""), newer);
        assertTrue(newer.endsWith("<status code=\"0\" message=\"OK\"/>\n</pacemaker-result>\n"));
    }

    @Test
    void attributesAreFoundInTheStatusOfTheCib() {
        String online = "//node_state[@crmd='online']//nvpair[@name='rmq-node']";
        String found = bench.told("cibadmin", "-Q", "--xpath", online);
        assertTrue(found.matches("<nvpair id=\"[^\"]+\" name=\"rmq-node\" value=\"rabbit@n1\"/>\n"),
                found);
        NodeId other = new NodeId("n2");
        bench.join(other);
        bench.told("crm_attribute", "-N", "n2", "-l", "reboot", "-n", "rmq-node", "-v", "x");
        String both = bench.told("cibadmin", "--query", "--local", "-A", online);
        assertTrue(both.startsWith("<xpath-query>\n  <nvpair "), both);
        assertEquals(4, both.lines().count(), both);
        assertEquals(105, bench.call("cibadmin", "-Q", "-A", "//nvpair[@name='y']").exitCode());
        assertEquals(65, bench.call("cibadmin", "-Q", "-A", "//[").exitCode());
    }

    @Test
    void wholeCibIsWhatTheSchedulerReads() throws CibFormatException, IOException {
        String cib = bench.told("cibadmin", "-Q");
        SchedulerInput own = SchedulerInputs.of(bench.log.state, bench.loop.wall());
        SchedulerInput read = CibReader.read(
                new ByteArrayInputStream(cib.getBytes(StandardCharsets.UTF_8)), own.now());
        assertEquals(operations(own), operations(read));
        assertEquals(own.status().nodes().getFirst().transientAttributes(),
                read.status().nodes().getFirst().transientAttributes());
        assertEquals(Scheduler.plan(own).summary(), Scheduler.plan(read).summary());
        assertTrue(bench.told("cibadmin", "-Q", "-o", "crm_config").startsWith("<crm_config>\n"));
        assertEquals(64, bench.call("cibadmin", "-R", "-x", "f").exitCode());
    }

    private static List<String> operations(SchedulerInput input) {
        return input.status().nodes().getFirst().histories().stream()
                .flatMap(history -> history.records().stream()
                        .map(record -> history.instance() + " " + history.agent() + " "
                                + record.task() + " " + record.order() + " " + record.status()
                                + " " + record.exitCode() + record.expectedExitCode()))
                .toList();
    }

    @Test
    void whatIsLeftToDoIsASummary() {
        assertFalse(bench.told("crm_simulate", "-Ls").contains("\n  * ip_"));
        bench.log.adopt(new FenceAction(new NodeId("n1"), FenceOperation.REBOOT, 0, "test"));
        String busy = bench.told("crm_simulate", "-Ls");
        assertTrue(busy.contains("Transition Summary:\n  * stonith-n1-reboot on n1\n"), busy);
    }

    @Test
    void failureIsToldOnceThoughItIsRecordedTwice() {
        bench.ended("ip", Task.START, OcfExitCode.GENERIC_ERROR);
        String document = bench.told("crm_mon", "-1", "--output-as=xml");
        assertEquals(1, document.lines()
                .filter(line -> line.contains("<failure op_key=\"ip_start_0\"")).count(), document);
        assertTrue(document.contains("<attribute name=\"fail-count-ip#start_0\""), document);
    }

    @Test
    void ticketsAreGrantedAndAskedFor() {
        assertEquals(105, bench.call("crm_ticket", "-t", "T", "-G", "granted").exitCode());
        bench.told("crm_ticket", "--ticket", "T", "--grant", "--force");
        assertEquals("true\n", bench.told("crm_ticket", "-t", "T", "-G", "granted"));
        assertEquals("T\tgranted\n", bench.told("crm_ticket", "-l"));
        bench.told("crm_ticket", "-t", "T", "-r");
        assertEquals("false\n", bench.told("crm_ticket", "-t", "T", "-G", "granted"));
        assertEquals("T\n", bench.told("crm_ticket", "-w"));
        assertEquals(64, bench.call("crm_ticket", "-g").exitCode());
    }

    @Test
    void whatWouldGoOnOrWriteFilesIsTurnedDownAtOnce() {
        assertEquals(3, bench.call("crm_mon", "-p", "/run/p", "-d", "-i", "15", "-h", "/w.html")
                .exitCode());
        assertEquals(3, bench.call("crm_mon", "-1").exitCode());
    }
}
