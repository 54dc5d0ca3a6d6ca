// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.port.AgentClient.ToolAnswer;
import dev.mainstay.port.AgentClient.ToolCall;
import dev.mainstay.port.LeaseClient.Reply;
import dev.mainstay.port.LivenessSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What resource agents that call Pacemaker's tools get, and what comes of it. */
class ToolCallsTest {

    private final ManualLoop loop = new ManualLoop();
    private final FakeAgent agent = new FakeAgent();
    private final LogOfOne log = new LogOfOne(loop);
    private final NodeExecutor executor = new NodeExecutor(
            new ExecutorPorts(LogOfOne.SELF, loop, loop, log, log::propose, new NoLeadership(),
                    renewal -> CompletableFuture.completedFuture(
                            new Reply.Granted(1, 0, 5_000)),
                    agent, new NoFencing(), new HostLoadAtHand()),
            (configuration, action, node, now) -> Optional.empty(),
            LivenessSettings.LOCAL_NETWORK, 1, "test");

    @BeforeEach
    void joins() {
        log.found();
        executor.open();
        loop.advance(Duration.ofSeconds(1));
    }

    @Test
    void promotionScoreIsATransientAttributeOfTheCallersMachine() {
        assertEquals(new ToolAnswer(0, ""), call("crm_master", "-l", "reboot", "-v", "100"));
        assertEquals("100", attribute("master-db"));

        assertEquals(new ToolAnswer(0, "100\n"), call("crm_master", "-l", "reboot", "-G", "-q"));
        assertEquals(new ToolAnswer(0, "scope=status  name=master-db value=100\n"),
                call("crm_attribute", "--promotion", "--query"));
        assertEquals(new ToolAnswer(0, ""), call("crm_master", "-D"));
        assertEquals(105, call("crm_master", "-G").exitCode());
    }

    @ParameterizedTest
    @CsvSource({"5,5", "-INFINITY,-INFINITY", "x++,8", "x+=3,10", "x+=INFINITY,INFINITY"})
    void updateNamesAValueOrByHowMuchToRaiseIt(String asked, String value) {
        call("attrd_updater", "-n", "x", "-U", "7");
        call("attrd_updater", "-n", "x", "-v", asked);

        assertEquals(new ToolAnswer(0, "name=\"x\" host=\"n1\" value=\"" + value + "\"\n"),
                call("attrd_updater", "-Q", "-n", "x", "-A"));
    }

    @Test
    void permanentAttributesAndClusterPropertiesAreInTheConfiguration() {
        call("crm_attribute", "-N", "n1", "-l", "forever", "--name", "rack", "--update", "r1");
        call("crm_attribute", "--type", "crm_config", "--name", "db_REPL_INFO", "-s",
                "db_replication", "-v", "n1");

        assertEquals(new ToolAnswer(0, "r1\n"),
                call("crm_attribute", "--node=n1", "-n", "rack", "-G", "--quiet"));
        assertEquals(new ToolAnswer(0, "n1\n"), call("crm_attribute", "--type", "crm_config",
                "--name", "db_REPL_INFO", "-s", "db_replication", "--query", "-q"));
        assertTrue(log.state.revision() > 0);
    }

    @Test
    void nodesAreListedWithTheirStates() {
        assertEquals(new ToolAnswer(0, "n1\n"), call("crm_node", "-n"));
        String id = call("crm_node", "-i").text().strip();
        assertTrue(Long.parseLong(id) > 0, id);
        assertEquals(new ToolAnswer(0, id + " n1 member\n"), call("crm_node", "--list"));
        assertEquals(new ToolAnswer(0, "n1\n"), call("crm_node", "-N", id));
        assertEquals(105, call("crm_node", "-N", "7").exitCode());
        assertEquals(new ToolAnswer(0, "n1\n"), call("crm_node", "-p"));
        // Agents write both, and mean the last.
        assertEquals(new ToolAnswer(0, "n1\n"), call("crm_node", "-l", "-p"));
    }

    @Test
    void versionIsOneLineOfTwoWords() {
        // Agents that get anything else take the host's name for the machine's.
        ToolAnswer answer = call("pacemakerd", "-$");
        assertEquals(0, answer.exitCode());
        assertTrue(answer.text().matches("Pacemaker [0-9]+(\\.[0-9]+)+\n"), answer::text);
        assertEquals(answer, call("pacemakerd", "--version"));
        assertEquals(3, call("pacemakerd").exitCode());
    }

    @Test
    void olderSpellingsThatAgentsUseAreUnderstood() {
        call("attrd_updater", "-d", "5s", "-S", "status", "-n", "#health-cpu", "-B", "red", "-VV");
        assertEquals("red", attribute("#health-cpu"));
        call("crm_master", "--lifetime", "forever", "--quiet", "--update", "1001");
        assertEquals(new ToolAnswer(0, "1001\n"),
                call("crm_master", "--lifetime", "forever", "--quiet", "--get-value"));
        call("crm_attribute", "--lifetime=reboot", "--name=pending", "--node=n1", "--update=");
        assertEquals(new ToolAnswer(0, "\n"), call("crm_attribute", "--lifetime=reboot",
                "--name=pending", "--node=n1", "--query", "--quiet"));
        assertEquals(new ToolAnswer(0, "\n"), call("crm_attribute", "--name", "azure", "--query",
                "--quiet", "--default", ""));
    }

    @Test
    void propertyThatWasRenamedIsFoundByEitherName() {
        call("crm_attribute", "--name", "fencing-enabled", "--update", "false");
        assertEquals(new ToolAnswer(0, "false\n"), call("crm_attribute", "--type=crm_config",
                "--name=stonith-enabled", "--query", "--quiet", "--default=true"));
    }

    @Test
    void standbyIsAnAttributeThatIsOffUnlessItIsSet() {
        assertEquals(new ToolAnswer(0, "scope=nodes  name=standby value=off\n"),
                call("crm_standby", "-G"));
        call("crm_standby", "-N", "n1", "-v", "on");
        assertEquals(new ToolAnswer(0, "on\n"), call("crm_standby", "-G", "-q"));
        assertEquals(new ToolAnswer(0, "on\n"), call("crm_attribute", "-t", "nodes", "-N", "n1",
                "-n", "standby", "-G", "-q"));
    }

    @Test
    void wrongCallsAreTurnedDownWithASentence() {
        assertEquals(64, call("crm_attribute", "--no-such-option").exitCode());
        assertEquals(64, call("crm_attribute", "-v", "1").exitCode());
        assertEquals(105, call("crm_attribute", "-N", "n9", "-n", "x", "-G").exitCode());
        assertEquals(3, call("crm_shadow").exitCode());
        assertFalse(call("crm_shadow").text().isBlank());
    }

    @Test
    void withoutALeaderACallerIsNotHeldUpAndItsChangeIsMadeLater() {
        log.reachable = false;
        CompletableFuture<ToolAnswer> answer = begin("crm_master", "-v", "5");
        loop.runAll();
        assertFalse(answer.isDone());
        loop.advance(Duration.ofSeconds(1));
        assertEquals(new ToolAnswer(0, ""), answer.join());

        log.reachable = true;
        loop.advance(Duration.ofSeconds(2));
        assertEquals("5", attribute("master-db"));
    }

    @Test
    void whatIsSoAlreadyNeedsNoEntry() {
        call("crm_master", "-v", "5");
        int entries = log.commands.size();
        call("crm_master", "-v", "5");
        call("attrd_updater", "-D", "-n", "nothing");
        assertEquals(entries, log.commands.size());
    }

    @Test
    void changeThatIsOnItsWayDoesNotOutliveALaterOne() {
        call("crm_master", "-v", "5");
        log.reachable = false;
        for (String score : List.of("7", "9", "11", "5")) {
            var unused = begin("crm_master", "-v", score);
            loop.advance(Duration.ofMillis(70));
        }
        loop.advance(Duration.ofSeconds(1));

        // It has the value that it is to have, but what is on its way has another.
        log.reachable = true;
        int entries = log.commands.size();
        loop.advance(Duration.ofSeconds(3));
        assertEquals("5", attribute("master-db"));
        assertEquals(entries + 2, log.commands.size());
        call("crm_master", "-v", "5");
        assertEquals(entries + 2, log.commands.size());
    }

    private String attribute(String name) {
        return log.state.node(LogOfOne.SELF).orElseThrow().attributes().getOrDefault(name, "");
    }

    private ToolAnswer call(String tool, String... arguments) {
        CompletableFuture<ToolAnswer> answer = begin(tool, arguments);
        loop.runAll();
        assertTrue(answer.isDone());
        return answer.join();
    }

    private CompletableFuture<ToolAnswer> begin(String tool, String... arguments) {
        return agent.tools.orElseThrow()
                .called(new ToolCall(tool, "db:0", List.of(arguments)));
    }
}
