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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What resource agents that call Pacemaker's tools get, and what comes of it. */
class ToolCallsTest {

    private static final ToolAnswer DONE = new ToolAnswer(0, "");

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
    @CsvSource({"5,5", "-INFINITY,-INFINITY", "x++,8", "x+=3,10", "x+=INFINITY,INFINITY",
        "value++,8", "value+=-9,-2", "c++,c++", "value+=many,value+=many"})
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
    void permanentAttributesAndPropertiesAreRaisedFromWhatTheyAreInTheLog() {
        for (String scope : List.of("--node=n1 --lifetime=forever", "--type=crm_config",
                "--node=n1 --utilization")) {
            String[] update = (scope + " --name drills --update value+=20").split(" ", -1);
            var first = begin("crm_attribute", update);
            var second = begin("crm_attribute", update);
            loop.runAll();
            assertEquals(DONE, first.join());
            assertEquals(DONE, second.join());
            assertEquals(new ToolAnswer(0, "40\n"), call("crm_attribute",
                    (scope + " --name drills --query --quiet").split(" ", -1)), scope);
        }
    }

    @Test
    void callsThatComeTogetherShareAnEntryAndNoneIsLost() {
        call("attrd_updater", "-n", "first", "-U", "1");
        int entries = log.commands.size();
        List<CompletableFuture<ToolAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            answers.add(begin("attrd_updater", "-n", "count", "-U", "count++"));
            answers.add(begin("attrd_updater", "-n", "last" + i % 10, "-U", "" + i));
        }
        loop.runAll();

        answers.forEach(answer -> assertEquals(DONE, answer.join()));
        assertEquals("1000", attribute("count"));
        assertEquals("997", attribute("last7"));
        assertEquals(entries + 1, log.commands.size());
    }

    @Test
    void dampenedChangeIsHeldBackUntilThereIsNoOtherAndWhoeverAsksHereKnowsIt() {
        assertEquals(DONE, call("attrd_updater", "-n", "ping", "-U", "1", "-d", "5"));
        loop.advance(Duration.ofSeconds(4));
        call("attrd_updater", "-n", "ping", "-U", "2");
        loop.advance(Duration.ofSeconds(4));
        assertEquals("", attribute("ping"));
        assertEquals(new ToolAnswer(0, "name=\"ping\" host=\"n1\" value=\"2\"\n"),
                call("attrd_updater", "-Q", "-n", "ping"));
        call("attrd_updater", "-n", "ping", "-U", "2");
        int entries = log.commands.size();
        loop.advance(Duration.ofSeconds(1));

        assertEquals("2", attribute("ping"), "the same value again does not put it off");
        assertEquals(entries + 1, log.commands.size());
        call("attrd_updater", "-n", "other", "-U", "1");
        assertEquals("1", attribute("other"));
    }

    @Test
    void privateAttributeIsKnownToWhoeverAsksForItAndToNoCib() {
        assertEquals(DONE, call("attrd_updater", "-p", "-n", "lsn", "-U", "7", "-d", "5"));
        assertEquals(new ToolAnswer(0, "name=\"lsn\" host=\"n1\" value=\"7\"\n"),
                call("attrd_updater", "-Q", "-A", "-n", "lsn"));
        assertEquals("", attribute("lsn"));
        assertEquals(105, call("crm_attribute", "-l", "reboot", "-n", "lsn", "-G").exitCode());
        assertFalse(call("cibadmin", "-Q").text().contains("lsn"));

        call("attrd_updater", "-n", "lsn", "-D");
        assertEquals(105, call("attrd_updater", "-Q", "-n", "lsn").exitCode());
    }

    @Test
    void attributeThatNeverRestsIsWrittenAllTheSame() {
        for (int second = 0; second <= 50; second++) {
            call("attrd_updater", "-n", "ping", "-U", "value++", "-d", "5");
            loop.advance(Duration.ofSeconds(1));
        }
        assertEquals("50", attribute("ping"));
    }

    @Test
    void delayIsTheAttributesUntilItIsChangedAndChangingOrRefreshingWritesWhatIsHeld() {
        call("attrd_updater", "-n", "ping", "-U", "1", "-d", "5");
        call("crm_attribute", "-n", "ping", "-l", "reboot", "-v", "2");
        assertEquals("", attribute("ping"));
        call("attrd_updater", "-n", "ping", "-Y", "-d", "7s");
        assertEquals("2", attribute("ping"));

        call("attrd_updater", "-n", "ping", "-U", "3");
        loop.advance(Duration.ofSeconds(6));
        assertEquals("2", attribute("ping"));
        call("attrd_updater", "-R");
        assertEquals("3", attribute("ping"));

        call("attrd_updater", "-n", "ping", "-B", "4", "-d", "0");
        assertEquals("4", attribute("ping"));
        call("attrd_updater", "-n", "ping", "-D");
        assertEquals("", attribute("ping"));
        assertEquals(64, call("attrd_updater", "-n", "ping", "-Y").exitCode());
        assertEquals(64, call("attrd_updater", "-n", "ping", "-U", "1", "-d", "soon").exitCode());
    }

    @Test
    void changeThatIsTurnedDownIsToldToItsCallerAlone() {
        call("attrd_updater", "-n", "x", "-U", "1");
        var fine = begin("attrd_updater", "-n", "x", "-U", "2");
        var wrong = begin("attrd_updater", "-n", "x", "-U", "x".repeat(70_000));
        var nobody = begin("attrd_updater", "-n", "x", "-N", "ghost", "-U", "2");
        loop.runAll();

        assertEquals(DONE, fine.join());
        assertEquals(1, wrong.join().exitCode());
        assertEquals(1, nobody.join().exitCode());
        assertEquals("2", attribute("x"));
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
        call("attrd_updater", "-d", "0", "-S", "status", "-n", "#health-cpu", "-B", "red", "-VV");
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
