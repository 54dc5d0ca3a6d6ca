// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.model.Configuration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CibImporterTest {

    @Test
    void whatIsNotKeptIsSaidWithItsLine() throws CibFormatException, IOException {
        ImportedCib imported = read("""
                <cib validate-with="pacemaker-3.0" admin_epoch="0" epoch="4" dc-uuid="1" odd="x">
                <!-- by hand -->
                <configuration>
                <nodes><node id="1" uname="a" type="member" colour="blue"/></nodes>
                <constraints>
                <rsc_location id="l" rsc="r" node="a" score="1"><lifetime>text</lifetime>
                </rsc_location>
                </constraints>
                <secrets/><secrets id="s"/>
                </configuration>
                <status>
                <node_state uname="a"><transient_attributes id="t"/></node_state>
                <tickets><ticket_state id="T" granted="true"/></tickets>
                </status>
                <extra/>
                </cib>
                """);
        assertEquals(List.of(
                "line 2: a comment",
                "line 6: a text",
                "line 11: <status> of 1 machine(s): what runs where is found out by probing",
                "transient attributes of 1 machine(s): agents set theirs anew, set others with"
                        + " 'mainstay node attribute'",
                "line 13: <ticket_state id=\"T\">: the state of a ticket; set it with"
                        + " 'mainstay ticket'",
                "line 1: <cib> dc-uuid: book-keeping of the old cluster",
                "line 4: <node id=\"1\"> colour=\"blue\"",
                "line 9: <secrets id=\"s\">",
                "line 15: <extra>"), imported.notKept());
    }

    @Test
    void otherSpellingsAreNoLoss() throws CibFormatException, IOException {
        assertEquals(List.of(), read("""
                <cib><configuration>
                <crm_config><cluster_property_set id="p"><attributes>
                <nvpair id="n" name="a" value="b"/>
                </attributes></cluster_property_set></crm_config>
                <fencing-topology>
                <fencing-level id="f" index=" 1" target="a" devices="x, y"/>
                </fencing-topology>
                <constraints><rsc_order id="o"><resource_set id="s" sequential="yes">
                <resource_ref id="x"/></resource_set></rsc_order></constraints>
                </configuration></cib>
                """).notKept());
    }

    @Test
    void settingsOfTheRootAreKeptAndBookKeepingIsNot() throws CibFormatException, IOException {
        Configuration configuration = read("""
                <cib validate-with="pacemaker-3.0" admin_epoch="2" epoch="4" have-quorum="1">
                <configuration/></cib>
                """).configuration();
        assertEquals("{admin_epoch=2, validate-with=pacemaker-3.0}",
                configuration.documentAttributes().toString());
    }

    private static ImportedCib read(String document) throws CibFormatException, IOException {
        return CibImporter.read(
                new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }
}
