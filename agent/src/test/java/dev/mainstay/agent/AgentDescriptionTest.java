// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.proto.v1.AgentOperation;
import dev.mainstay.proto.v1.AgentParameter;
import dev.mainstay.proto.v1.GetMetadataRequest;
import dev.mainstay.proto.v1.ListAgentsRequest;
import dev.mainstay.proto.v1.ResourceAgentMetadata;
import dev.mainstay.proto.v1.ResourceAgentSpec;
import dev.mainstay.proto.v1.ValidateRequest;
import dev.mainstay.proto.v1.ValidateResponse;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What resource agents say of themselves, and what that says of parameters. */
final class AgentDescriptionTest {
    private static final String DESCRIBED = """
            case "$1" in
            validate-all)
                [ "$OCF_RESKEY_ip" = 10.0.0.1 ] && exit 0
                echo 'ocf-exit-reason:no such address' >&2
                exit 6;;
            esac
            echo run >> "${0%/*}/runs"
            cat <<'END'
            <?xml version="1.0"?>
            <!DOCTYPE resource-agent SYSTEM "ra-api-1.dtd">
            <resource-agent name="described" version="2.1">
            <version>1.1</version>
            <longdesc lang="de">Lang</longdesc><longdesc lang="en">Long</longdesc>
            <shortdesc lang="en">Short</shortdesc>
            <parameters>
            <parameter name="ip" required="1" unique-group="address">
              <shortdesc lang="en">Address</shortdesc><content type="string"/></parameter>
            <parameter name="port" unique="1" reloadable="1"><content type="integer"
              default="80"/></parameter>
            <parameter name="mode"><content type="select"><option value="a"/><option value="b"/>
              </content></parameter>
            <parameter name="wait"><content type="second" default="5s"/></parameter>
            <parameter name="verbose"><content type="boolean"/></parameter>
            <parameter name="address" required="1"><deprecated><replaced-with name="ip"/>
              </deprecated><content type="string"/></parameter>
            </parameters>
            <actions>
            <action name="start" timeout="20s"/><action name="stop" timeout="500ms"/>
            <action name="monitor" timeout="1m" interval="10" depth="0" role="Master"/>
            <action name="validate-all" timeout="5"/>
            </actions>
            </resource-agent>
            END""";

    @TempDir
    Path folder;
    private AgentUnderTest agent;

    @BeforeEach
    void openAgent() throws IOException, InterruptedException {
        agent = AgentUnderTest.open(folder);
        AgentUnderTest.script(folder, "described", DESCRIBED);
    }

    @AfterEach
    void closeAgent() throws IOException {
        agent.close();
    }

    private ResourceAgentMetadata metadata(ResourceAgentSpec spec) {
        return agent.blocking()
                .getMetadata(GetMetadataRequest.newBuilder().setAgent(spec).build());
    }

    @Test
    void metadataIsRead() {
        ResourceAgentMetadata metadata = metadata(AgentUnderTest.spec("test", "described"));
        assertEquals("Short", metadata.getShortDescription());
        assertEquals("Long", metadata.getLongDescription());
        assertEquals("1.1", metadata.getApiVersion());
        assertEquals("2.1", metadata.getAgentVersion());
        AgentParameter ip = metadata.getParameters(0);
        assertTrue(ip.getRequired());
        assertEquals("address", ip.getUniqueGroup());
        assertFalse(ip.hasDefaultValue());
        AgentParameter port = metadata.getParameters(1);
        assertTrue(port.getUnique());
        assertTrue(port.getReloadable());
        assertEquals("80", port.getDefaultValue());
        assertEquals(List.of("a", "b"), metadata.getParameters(2).getOptionsList());
        AgentParameter old = metadata.getParameters(5);
        assertTrue(old.getDeprecated());
        assertEquals(List.of("ip"), old.getReplacedWithList());
        AgentOperation monitor = metadata.getOperations(2);
        assertEquals(60_000, monitor.getTimeoutMillis());
        assertEquals(10_000, monitor.getIntervalMillis());
        assertEquals("Promoted", monitor.getRole());
        assertEquals(500, metadata.getOperations(1).getTimeoutMillis());
    }

    @Test
    void metadataOfTheOlderVersionIsRead() throws IOException {
        AgentUnderTest.script(folder, "older", """
                cat <<'END'
                <?xml version="1.0"?>
                <resource-agent name="older">
                <version>1.0</version>
                <parameters>
                <parameter name="port" unique="1" required="0"><content type="integer"/></parameter>
                </parameters>
                <actions>
                <action name="monitor" timeout="20" interval="10" role="Slave" depth="10"/>
                </actions>
                </resource-agent>
                END""");
        ResourceAgentMetadata metadata = metadata(AgentUnderTest.spec("test", "older"));
        assertEquals("1.0", metadata.getApiVersion());
        assertTrue(metadata.getParameters(0).getUnique());
        assertFalse(metadata.getParameters(0).getRequired());
        AgentOperation monitor = metadata.getOperations(0);
        assertEquals("Unpromoted", monitor.getRole());
        assertEquals(20_000, monitor.getTimeoutMillis());
        assertEquals(10_000, monitor.getIntervalMillis());
    }

    @Test
    void metadataIsAskedForOnce() throws IOException {
        metadata(AgentUnderTest.spec("test", "described"));
        metadata(AgentUnderTest.spec("test", "described"));
        assertEquals(List.of("run"),
                Files.readAllLines(folder.resolve("resource.d/test/runs")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"exit 3", "kill -9 $$", "echo '<resource-agent'", "echo '<html/>'",
                "yes '<resource-agent/>' | head -c 3000000",
                "echo '<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><r>&e;</r>'"})
    void unusableMetadataIsRefused(String body) throws IOException {
        AgentUnderTest.script(folder, "broken", body);
        var refused = assertThrows(StatusRuntimeException.class,
                () -> metadata(AgentUnderTest.spec("test", "broken")));
        assertEquals(Code.FAILED_PRECONDITION, refused.getStatus().getCode());
    }

    @Test
    void unknownAgentIsNotFound() {
        var refused = assertThrows(StatusRuntimeException.class,
                () -> metadata(AgentUnderTest.spec("test", "missing")));
        assertEquals(Code.NOT_FOUND, refused.getStatus().getCode());
    }

    @Test
    void agentsAreListedByFilter() {
        assertEquals(List.of(AgentUnderTest.spec("mainstay", "dummy")),
                agent.blocking()
                        .listAgents(ListAgentsRequest.newBuilder().setFilter("Stay:D").build())
                        .getAgentsList());
        assertTrue(agent.blocking()
                .listAgents(ListAgentsRequest.getDefaultInstance())
                .getAgentsList()
                .contains(AgentUnderTest.spec("test", "described")));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ip,      10.0.0.1, NONE
            ip,      10.0.0.2, REFUSED_BY_AGENT
            port,    80,       MISSING_REQUIRED
            port,    eighty,   WRONG_TYPE
            mode,    c,        WRONG_TYPE
            wait,    5s,       MISSING_REQUIRED
            wait,    soon,     WRONG_TYPE
            verbose, maybe,    WRONG_TYPE
            colour,  red,      UNKNOWN_PARAMETER
            """)
    void parametersAreJudged(String name, String value, String kind) {
        ValidateResponse response = agent.blocking()
                .validate(ValidateRequest.newBuilder()
                        .setAgent(AgentUnderTest.spec("test", "described"))
                        .putParameters(name, value)
                        .setRunValidateAll(true)
                        .build());
        if (kind.equals("NONE")) {
            assertEquals(List.of(), response.getProblemsList());
        } else {
            assertTrue(response.getProblemsList()
                    .stream()
                    .anyMatch(problem -> problem.getKind().name().equals(kind)),
                    response::toString);
        }
    }
}
