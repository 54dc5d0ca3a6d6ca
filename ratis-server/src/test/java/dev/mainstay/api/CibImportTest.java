// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mainstay.cib.ImportedCib;
import dev.mainstay.codec.api.AgentDescription;
import dev.mainstay.codec.api.Change.OptionChecks;
import dev.mainstay.model.Configuration;
import dev.mainstay.state.Scenario;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CibImportTest {

    private final CibImport imports = new CibImport(new OptionCheck(name -> new AgentDescription(
            name.toString(), "1", "", "", List.of(), List.of())));
    private final Scenario cluster = Scenario.of("n1");

    @Test
    void everyElementThatCannotBeUnderstoodIsNamedWithItsLine() {
        StatusRuntimeException refused = assertThrows(StatusRuntimeException.class, () -> read("""
                <cib><configuration>
                <resources>
                <clone id="c"/>
                </resources>
                <constraints><rsc_location id="l"><rule id="r">
                <expression id="e" attribute="a" operation="like"/></rule></rsc_location>
                </constraints>
                </configuration></cib>
                """));
        assertEquals("""
                line 3: <clone id="c"> clones nothing; put a primitive or group in it
                line 6: <expression id="e"> has an unknown operation\
                """, refused.getStatus().getDescription());
    }

    @Test
    void whatRefersToNothingIsRefusedWithItsLine() {
        ImportedCib imported = read("""
                <cib><configuration>
                <constraints>
                <rsc_order id="o" first="ghost" then="spirit"/>
                </constraints>
                </configuration></cib>
                """);
        StatusRuntimeException refused = assertThrows(StatusRuntimeException.class,
                () -> imports.check(imported, cluster.state(), OptionChecks.CHECKED));
        assertEquals("""
                line 3: <rsc_order id="o"> order constraint o names ghost, which does not exist
                line 3: <rsc_order id="o"> order constraint o names spirit, which does not exist\
                """, refused.getStatus().getDescription());
    }

    @Test
    void alertThatCannotBeToldIsRefusedWithItsLine() {
        ImportedCib imported = read("""
                <cib><configuration>
                <alerts>
                <alert id="a" path="tell.sh">
                <meta_attributes><nvpair name="enabled" value="maybe"/></meta_attributes>
                <recipient id="r" value="me">
                <meta_attributes><nvpair name="timeout" value="soon"/></meta_attributes>
                <instance_attributes><nvpair name="a=b" value="c"/></instance_attributes>
                </recipient></alert>
                </alerts>
                </configuration></cib>
                """);
        StatusRuntimeException refused = assertThrows(StatusRuntimeException.class,
                () -> imports.check(imported, cluster.state(), OptionChecks.CHECKED));
        assertEquals("""
                line 3: <alert id="a"> path of alert a is "tell.sh"; it has to begin with /
                line 3: <alert id="a"> meta-attribute enabled of alert a is "maybe"; it has to be\
                 true or false
                line 5: <recipient id="r"> meta-attribute timeout of recipient r is "soon"; it has\
                 to be a duration such as 20s, 500ms or PT1M
                line 5: <recipient id="r"> option "a=b" of recipient r cannot be the name of an\
                 environment variable\
                """, refused.getStatus().getDescription());
    }

    @Test
    void whatPacemakerLivesWithIsAWarningWithItsLine() {
        ImportedCib imported = read("""
                <cib><configuration>
                <nodes><node id="1" uname="n1"/></nodes>
                <constraints>
                <rsc_location id="l" rsc="web" node="n9" score="1"/>
                <rsc_location id="m" rsc="web"><rule id="r" score="1">
                <date_expression id="e" operation="lt" end="soon"/></rule></rsc_location>
                </constraints>
                </configuration></cib>
                """);
        assertEquals(List.of(
                "line 4: <rsc_location id=\"l\"> location constraint l names node n9, which does"
                        + " not exist",
                "line 6: <date_expression id=\"e\"> end in rule r is \"soon\"; it has to be a date"
                        + " such as 2030-01-31T18:00:00Z"),
                imports.warnings(imported, cluster.state()));
    }

    @Test
    void connectionWithTheNameOfAMemberIsAWarningWithItsLine() {
        ImportedCib imported = read("""
                <cib><configuration>
                <nodes><node id="1" uname="n1"/></nodes>
                <resources>
                <primitive id="n1" class="ocf" provider="pacemaker" type="remote"/>
                </resources>
                </configuration></cib>
                """);
        assertEquals(List.of("line 4: <primitive id=\"n1\"> resource n1 is to connect to n1, which"
                + " is the name of a cluster member; the member stays a member, and there is no"
                + " connection"),
                imports.warnings(imported, cluster.state()));
    }

    @Test
    void valueThatAsksForTheDefaultIsNoProblem() {
        ImportedCib imported = read("""
                <cib><configuration>
                <nodes><node id="1" uname="n1"/></nodes>
                <resources>
                <primitive id="web" class="ocf" provider="pacemaker" type="Dummy">
                <meta_attributes id="m"><nvpair id="m1" name="target-role" value="#default"/>
                </meta_attributes></primitive>
                </resources>
                </configuration></cib>
                """);
        imports.check(imported, cluster.state(), OptionChecks.CHECKED);
        assertEquals(List.of(), imports.warnings(imported, cluster.state()));
    }

    private ImportedCib read(String document) {
        return imports.read(
                new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)),
                Configuration.EMPTY);
    }
}
