// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code simulate} says of a file that it plans in spite of a mistake. */
class SimulateWarningsTest {

    private static final String CLUSTER = """
            <cib have-quorum="1"><configuration>
              <crm_config><cluster_property_set id="o">
                <nvpair id="o1" name="stonith-enabled" value="false"/>
              </cluster_property_set></crm_config>
              <nodes><node id="1" uname="n1"/></nodes>
              <resources/></configuration>
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
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            resource | <clone id='c'/> | line 2: <clone id="c"> clones nothing
            resource | <primitive id='x'/> | line 2: <primitive id="x"> has no attribute 'class'
            resource | <primitive id='x' template='t'/> | line 2: <primitive id="x"> primitive x \
            uses template t, which does not exist
            resource | <group id='g'/> | line 2: <group id="g"> group g has no members
            resource | <primitive id='web' class='ocf' provider='p' type='D'/> | id web is used \
            more than
            resource | <bundle id='b'/> | line 2: <bundle id="b"> names no container technology
            operation | <op id='o' name='monitor' interval='soon'/> | line 2: <primitive id="x">
            operation | <op id='o' interval='10s'/> | line 2: <op id="o"> has no attribute 'name'
            meta | <nvpair id='n' name='is-managed' value='perhaps'/> | line 2: <primitive id="x">
            meta | <nvpair id='n' value='1'/> | line 2: <nvpair id="n"> has no attribute 'name'
            meta | <nvpair id='n' name='failure-timeout' value='1y'/> | line 2: <primitive id="x">
            meta | <nvpair id='n' name='target-role' value='Boss'/> | line 2: <primitive id="x">
            meta | <rule id='r' boolean-op='xor'/> | line 2: <rule id="r"> has a boolean-op other
            constraint | <rsc_order id='q' first='web' then='ghost'/> | line 2: <rsc_order \
            id="q"> order constraint q names ghost
            constraint | <rsc_order id='q' first='web'/> | line 2: <rsc_order id="q">
            constraint | <rsc_order id='q' first='web' then='web'/> | line 2: <rsc_order id="q"> \
            order constraints form a circle
            constraint | <rsc_order first='web' then='web'/> | line 2: <rsc_order> has no \
            attribute 'id'
            constraint | <rsc_colocation id='c' rsc='web' with-rsc='ghost' score='1'/> | line 2: \
            <rsc_colocation id="c">
            constraint | <rsc_location id='l' rsc='web' node='n1' score='many'/> | line 2: \
            <rsc_location id="l"> location constraint l: score is "many"
            constraint | <rsc_location id='l' rsc='web' node='n9' score='1'/> | line 2: \
            <rsc_location id="l"> location constraint l names node n9
            constraint | <rsc_location id='l' rsc='web' node='n1' score='1' role='Boss'/> | line 2: \
            <rsc_location id="l">
            constraint | <rsc_location id='l' rsc-pattern='((' node='n1' score='1'/> | line 2: \
            <rsc_location id="l">
            rule | <date_expression id='e' operation='gt' start='soon'/> | line 2: \
            <date_expression id="e"> start in rule r is "soon"
            rule | <date_expression id='e' operation='date_spec'><date_spec id='d' \
            hours='x'/></date_expression> | line 2: <date_expression id="e"> hours in rule r is \
            "x"
            rule | <date_expression id='e' operation='lt'/> | line 2: <date_expression id="e">
            rule | <expression id='e' attribute='a' operation='like'/> | line 2: <expression \
            id="e"> has an unknown operation
            rule | <expression id='e' attribute='a' operation='eq' value='1' type='float'/> | \
            line 2: <expression id="e"> type in rule r is "float"
            rule |  | line 2: <rule id="r"> rule r has no condition
            constraint | <rsc_nothing id='n'/> | line 2: <rsc_nothing id="n"> is not a kind of \
            constraint
            constraint | <rsc_ticket id='t' rsc='web' loss-policy='cry' ticket='T'/> | line 2: \
            <rsc_ticket id="t">
            other | <fencing-topology><fencing-level id='f' index='x' \
            devices='d'/></fencing-topology> | line 2: <fencing-level id="f"> has an index that \
            is not a number
            other | <op_defaults><meta_attributes id='m'><nvpair id='n' name='timeout' \
            value='x'/></meta_attributes></op_defaults> | line 2: <nvpair id="n"> timeout of \
            op_defaults is
            other | <tags><tag id='t'/></tags> | line 2: <tag id="t"> tag t names nothing
            """)
    void mistakeIsNamedWithItsPlaceAndTheRestIsPlanned(
            String place, @Nullable String element, String warning) throws IOException {
        Path file = Files.writeString(
                folder.resolve("one.xml"), withElement(place, element == null ? "" : element));
        CommandRun run = CommandRun.of(node, "simulate", file.toString());
        assertEquals(0, run.exitCode(), run::toString);
        assertTrue(run.out().contains("\"free_start_0\""), run::toString);
        assertTrue(run.err().lines().allMatch(line -> line.startsWith("Warning: " + file + ": ")),
                run::toString);
        assertTrue(run.err().contains(warning), run::toString);
    }

    /** A service with one element more, on a line of its own, which is the second. */
    private static String withElement(String place, String element) {
        String agent = "class='ocf' provider='pacemaker' type='Dummy'";
        String free = "<primitive id='free' " + agent + "/>";
        String inside = switch (place) {
            case "operation" -> "<resources>\n" + free + "<primitive id='x' " + agent
                    + "><operations>" + element + "</operations></primitive></resources>";
            case "meta" -> "<resources>\n" + free + "<primitive id='x' " + agent
                    + "><meta_attributes id='m'>" + element
                    + "</meta_attributes></primitive></resources>";
            case "resource" -> "<resources>\n" + element + free + "</resources>";
            case "constraint" -> "<constraints>\n" + element + "</constraints>";
            case "rule" -> "<constraints>\n<rsc_location id='l' rsc='web'><rule id='r' score='1'>"
                    + element + "</rule></rsc_location></constraints>";
            default -> "\n" + element;
        };
        String web = "<primitive id='web' " + agent + "/>";
        String resources = inside.startsWith("<resources>")
                ? inside.replace("</resources>", web + "</resources>")
                : inside + "<resources>" + web + free + "</resources>";
        return CLUSTER.replace("\n", " ").replace("<resources/>", resources);
    }
}
