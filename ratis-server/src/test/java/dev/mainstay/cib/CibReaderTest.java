// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.scheduler.SchedulerInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CibReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<cib",
                "",
                "<!DOCTYPE cib [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><cib/>",
                "<other/>",
                "<cib/>",
            })
    void whatIsNoCibIsRefusedWithAMessage(String document) {
        CibFormatException refusal = assertThrows(CibFormatException.class, () -> read(document));
        assertTrue(String.valueOf(refusal.getMessage()).length() > 10);
    }

    @Test
    void whatCannotBeUnderstoodIsLeftOutAndNamedWithItsLine()
            throws CibFormatException, IOException {
        ReadCib read = readAll("""
                <cib>
                <configuration>
                <resources>
                <clone id="nothing"/>
                <primitive class="ocf" type="x"/>
                <group id="g">
                <primitive id="p"/>
                <primitive id="q" class="ocf" provider="x" type="x">
                <meta_attributes id="m"><nvpair id="n"/><odd id="o"/></meta_attributes>
                </primitive>
                </group>
                </resources>
                </configuration>
                <status>
                <node_state id="1" uname="a"><lrm><lrm_resources>
                <lrm_resource id="q" class="ocf" provider="x" type="x">
                <lrm_rsc_op id="q_last_0" operation="start" rc-code="fine"/>
                <lrm_rsc_op id="q_start_0"/>
                </lrm_resource>
                </lrm_resources></lrm></node_state>
                </status>
                </cib>
                """);
        assertEquals(List.of(
                "line 4: <clone id=\"nothing\"> clones nothing; put a primitive or group in it",
                "line 5: <primitive> has no attribute 'id'; add it",
                "line 7: <primitive id=\"p\"> has no attribute 'class'; add it",
                "line 9: <nvpair id=\"n\"> has no attribute 'name'; add it",
                "line 9: <odd id=\"o\"> is not allowed in <meta_attributes>",
                "line 17: <lrm_rsc_op id=\"q_last_0\"> has a 'rc-code' that is not a number, so it"
                        + " counts as -1",
                "line 18: <lrm_rsc_op id=\"q_start_0\"> has no attribute 'operation'; add it"),
                read.mistakes());
        assertEquals(1, read.input().configuration().resources().size());
        assertEquals(1, read.input().status().nodes().getFirst().histories().getFirst().records()
                .size());
    }

    /** Nobody can say when the block holds, so it never does: it does not hold for good. */
    @Test
    void aBlockWhoseRuleCannotBeUnderstoodIsLeftOut() throws CibFormatException, IOException {
        ReadCib read = readAll("""
                <cib><configuration><rsc_defaults><meta_attributes id="m"><rule id="r">
                <date_expression id="d" operation="soon"/></rule>
                <nvpair id="n" name="is-managed" value="false"/></meta_attributes></rsc_defaults>
                </configuration></cib>
                """);
        assertEquals(List.of("line 2: <date_expression id=\"d\"> has an unknown operation"),
                read.mistakes());
        assertEquals(List.of(), read.input().configuration().resourceDefaults());
    }

    @Test
    void theDocumentsOwnDateIsTheTimeOfTheInput() throws CibFormatException, IOException {
        SchedulerInput input =
                read("<cib execution-date='1750000000'><configuration/></cib>");
        assertEquals(Instant.ofEpochSecond(1_750_000_000), input.now());
    }

    private static SchedulerInput read(String document) throws CibFormatException, IOException {
        return readAll(document).input();
    }

    private static ReadCib readAll(String document) throws CibFormatException, IOException {
        return CibReader.readAll(
                new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)),
                Instant.EPOCH);
    }
}
