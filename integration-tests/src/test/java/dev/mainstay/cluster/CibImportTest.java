// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A Pacemaker cluster's document brought to a running node, and taken from it again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CibImportTest {

    private static final int BLOCK = 91;

    private static final String DOCUMENT = """
            <cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="41" num_updates="7"
                 have-quorum="1">
              <configuration>
                <crm_config>
                  <cluster_property_set id="cib-bootstrap-options">
                    <nvpair id="fencing" name="stonith-enabled" value="false"/>
                  </cluster_property_set>
                </crm_config>
                <nodes><node id="1" uname="n1"/></nodes>
                <resources>
                  <primitive id="web" class="ocf" provider="mainstay" type="dummy">
                    <operations><op id="web-monitor" name="monitor" interval="10s"/></operations>
                  </primitive>
                  <primitive id="odd" class="ocf" provider="elsewhere" type="thing">
                    <meta_attributes id="odd-meta">
                      <nvpair id="odd-role" name="target-role" value="Stopped"/>
                    </meta_attributes>
                  </primitive>
                </resources>
                <constraints>
                  <rsc_location id="where" rsc="web" node="n1" score="100"/>
                </constraints>
              </configuration>
              <status><node_state id="1" uname="n1"/></status>
            </cib>
            """;

    private Path folder;
    private ProcessCluster cluster;

    @BeforeAll
    void found(@TempDir Path temporary) {
        folder = temporary;
        cluster = ProcessCluster.founded(folder, BLOCK, 1);
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    void documentIsImportedRunAndExportedUnchanged() throws IOException {
        String file = file("cib.xml", DOCUMENT);
        long before = revision();
        CommandRun dry = cluster.mainstay("config", "import", file, "--dry-run").succeeded();
        assertTrue(dry.out().contains("+ resources/web/"), dry::toString);
        assertEquals(before, revision());

        CommandRun run = cluster.mainstay("config", "import", file).succeeded();
        assertEquals(before + 1, revision());
        assertTrue(run.err().contains("resource odd: ") && run.err().contains("not kept: line"),
                run::toString);
        cluster.awaitRunning("web");

        String exported = folder.resolve("exported.xml").toString();
        cluster.mainstay("config", "export", exported).succeeded();
        CommandRun again = cluster.mainstay("config", "import", exported).succeeded();
        assertTrue(again.out().contains("nothing to change"), again::toString);
        assertEquals(before + 1, revision());
    }

    /** Larger than what gRPC takes unless told otherwise, and than one entry of the log. */
    @Test
    void fiveThousandResourcesGoInAndOut() throws IOException {
        cluster.mainstay("property", "set", "stop-all-resources=true",
                "enable-startup-probes=false").succeeded();
        String file = file("large.xml", large());
        cluster.mainstay("config", "import", file, "--dry-run", "-o", "json").succeeded();
        cluster.mainstay("config", "import", file, "--comment", "large").succeeded();
        long imported = revision();

        String exported = folder.resolve("large-exported.xml").toString();
        cluster.mainstay("config", "export", exported).succeeded();
        assertTrue(Files.size(Path.of(exported)) > 4 << 20);
        CommandRun again = cluster.mainstay("config", "import", exported).succeeded();
        assertTrue(again.out().contains("nothing to change"), again::toString);
        CommandRun shown = cluster.mainstay("config", "show", "-o", "json").succeeded();
        assertTrue(shown.out().contains("\"r4999\""));

        cluster.mainstay("property", "set", "configuration-bytes-max=1000000").succeeded();
        cluster.mainstay("property", "set", "one=more")
                .failedWith(65, "cluster option configuration-bytes-max) is limited to 1000000");
        cluster.mainstay("config", "restore", Long.toString(imported)).succeeded();
        assertTrue(cluster.mainstay("config", "history").succeeded().out().contains("large"));
    }

    private static String large() {
        StringBuilder resources = new StringBuilder();
        for (int number = 0; number < 5_000; number++) {
            resources.append("<primitive id=\"r").append(number)
                    .append("\" class=\"ocf\" provider=\"mainstay\" type=\"dummy\" description=\"")
                    .append("x".repeat(1_000)).append("\"/>\n");
        }
        return DOCUMENT.replaceFirst("(?s)<resources>.*</constraints>", "<resources>\n" + resources
                + "</resources><constraints/>")
                .replace("name=\"stonith-enabled\" value=\"false\"/>",
                        "name=\"stonith-enabled\" value=\"false\"/>"
                                + "<nvpair id=\"stop\" name=\"stop-all-resources\" value=\"true\"/>"
                                + "<nvpair id=\"probe\" name=\"enable-startup-probes\""
                                + " value=\"false\"/>");
    }

    @Test
    void whatIsWrongIsToldWithItsLineAndChangesNothing() throws IOException {
        long before = revision();
        refused(DOCUMENT.replace("rsc=\"web\"", "rsc=\"ghost\""),
                "line 21: <rsc_location id=\"where\"> location constraint where names ghost");
        refused(DOCUMENT.replace("class=\"ocf\" provider=\"elsewhere\"", "class=\"upstart\""),
                "line 14: <primitive id=\"odd\"> odd is of standard upstart");
        refused(DOCUMENT.replace("uname=\"n1\"", "uname=\"n9\""),
                "line 9: <node id=\"1\"> node n9 is no member of this cluster");
        refused(DOCUMENT.replace("id=\"where\"", ""), "line 21: <rsc_location> has no attribute");
        refused(DOCUMENT.replace("</cib>", ""), "not well-formed XML");
        assertEquals(before, revision());
    }

    private void refused(String document, String message) throws IOException {
        cluster.mainstay("config", "import", file("bad.xml", document)).failedWith(65, message);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private long revision() {
        return cluster.status().orElseThrow().getConfigurationRevision();
    }
}
