// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are not what {@code simulate} reads. */
class SimulateTest {

    private static final String SOUND = "<cib><configuration/></cib>";

    private static final String ONE_SERVICE = """
            <cib have-quorum="1"><configuration>
              <crm_config><cluster_property_set id="o">
                <nvpair id="o1" name="stonith-enabled" value="false"/>
              </cluster_property_set></crm_config>
              <nodes><node id="1" uname="n1"/></nodes>
              <resources><primitive id="web" class="ocf" provider="pacemaker" type="Dummy"/>
              </resources></configuration>
              <status><node_state id="1" uname="n1" in_ccm="true" crmd="online" join="member"
                  expected="member"/></status></cib>
            """;

    @TempDir
    private Path folder;
    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = new FakeNode();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <cib                                               | line 1
            <cib><configuration></cib>                         | line 1
            nodes:                                             | line 1
            <!DOCTYPE cib SYSTEM 'file:///etc/passwd'><cib/>   | line 1
            <other/>                                           | other
            <cib/>                                             | configuration
            """)
    void fileThatIsNoCibIsNamedWithThePlace(String content, String where) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.xml"), content);
        CommandRun run = CommandRun.of(node, "simulate", file.toString());
        assertEquals(65, run.exitCode(), run::toString);
        assertEquals(1, run.err().lines().count(), run::toString);
        assertTrue(run.err().startsWith("Error: " + file + ": "), run::toString);
        assertTrue(run.err().contains(where), run::toString);
        assertEquals("", run.out());
    }

    @Test
    void badFileLeavesNoResultAndTheOthersArePlanned() throws IOException {
        Files.writeString(folder.resolve("bad.xml"), "<cib");
        Files.writeString(folder.resolve("sound.xml"), SOUND);
        Path results = folder.resolve("results");
        CommandRun run = CommandRun.of(
                node, "simulate", folder.toString(), "--out", results.toString());
        assertEquals(65, run.exitCode(), run::toString);
        assertTrue(Files.exists(results.resolve("sound.json")));
        assertFalse(Files.exists(results.resolve("bad.json")));
    }

    @Test
    void missingFileAndUnwritableResultAreNamed() throws IOException {
        Path missing = folder.resolve("missing.xml");
        CommandRun absent = CommandRun.of(node, "simulate", missing.toString());
        assertEquals(74, absent.exitCode(), absent::toString);
        assertEquals("Error: " + missing + ": there is no such file\n", absent.err());

        Path sound = Files.writeString(folder.resolve("sound.xml"), SOUND);
        // Root may write everywhere; below a file nobody can.
        Path below = sound.resolve("results");
        CommandRun unwritable = CommandRun.of(
                node, "simulate", sound.toString(), "--out", below.toString());
        assertEquals(74, unwritable.exitCode(), unwritable::toString);
        assertTrue(unwritable.err().contains(below.toString()), unwritable::toString);
        assertEquals(1, unwritable.err().lines().count(), unwritable::toString);
    }

    @Test
    void planIsCarriedOutOnPaperDrawnAndTimed() throws IOException {
        Path file = Files.writeString(folder.resolve("one.xml"), ONE_SERVICE);

        CommandRun run = CommandRun.of(node, "simulate", file.toString(), "--to-end");
        assertEquals(0, run.exitCode(), run::toString);
        assertTrue(run.out().contains(
                "{\"resource\": \"web\", \"role\": \"Started\", \"nodes\": [\"n1\"]"),
                run::toString);

        CommandRun failed = CommandRun.of(node, "simulate", file.toString(), "--to-end",
                "--op-fail", "web_start_0@n1=1");
        assertTrue(failed.out().contains("\"failed\": [\n  {\"id\": "), failed::toString);

        CommandRun drawn = CommandRun.of(node, "simulate", file.toString(), "--dot");
        assertTrue(drawn.out().contains("\"web_monitor_0 n1\" -> \"web_start_0 n1\""),
                drawn::toString);

        CommandRun timed = CommandRun.of(node, "simulate", file.toString(), "--profile", "3");
        assertTrue(timed.out().startsWith("file  read median ms  plan median ms  plan p99 ms\n"),
                timed::toString);
    }

    @Test
    void eventsHappenBeforeThePlan() throws IOException {
        Path file = Files.writeString(folder.resolve("one.xml"), ONE_SERVICE);

        CommandRun down = CommandRun.of(node, "simulate", file.toString(), "--node-down", "n1");
        assertFalse(down.out().contains("web_start_0"), down::toString);

        CommandRun unknown = CommandRun.of(node, "simulate", file.toString(), "--node-up", "n9");
        assertEquals(65, unknown.exitCode(), unknown::toString);
        assertEquals("Error: " + file + ": there is no node n9\n", unknown.err());

        CommandRun malformed =
                CommandRun.of(node, "simulate", file.toString(), "--op-inject", "web=1");
        assertEquals(64, malformed.exitCode(), malformed::toString);
    }
}
