// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.bootstrap.NodeConfiguration.ElectionTimes;
import dev.mainstay.bootstrap.NodeConfiguration.Ports;
import dev.mainstay.port.LivenessSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

    @TempDir
    private Path root;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        NodeConfiguration written = NodeConfiguration
                .of("n1", "127.0.0.11", NodeFolder.under(root))
                .withPorts(new Ports(1234, 1235))
                .withElection(
                        new ElectionTimes(Duration.ofMillis(150), Duration.ofMillis(300)));
        Files.writeString(written.folder().settings(), SettingsWriter.text(written));
        assertEquals(written, SettingsReader.read(written.folder()));
    }

    @Test
    void whatIsNotGivenHasTheDefaultsOfALocalNetwork() throws IOException {
        NodeConfiguration read = read("node: n1\naddress: host\n");
        assertEquals(Ports.DEFAULT, read.ports());
        assertEquals(LivenessSettings.LOCAL_NETWORK, read.liveness());
        assertEquals("host:7420", read.raftAddress());
        assertEquals(NodeConfiguration.AGENT_ROOTS, read.agentRoots());
        assertEquals(NodeConfiguration.FENCE_AGENT_ROOTS, read.fenceAgentRoots());
    }

    @Test
    void foldersOfAgentsAreReadInTheirOrder() throws IOException {
        NodeConfiguration read = read("""
                {node: n1, address: host, agent-roots: [/a, /b], fence-agent-roots: [/d, /c]}
                """);
        assertEquals(List.of(Path.of("/a"), Path.of("/b")), read.agentRoots());
        assertEquals(List.of(Path.of("/d"), Path.of("/c")), read.fenceAgentRoots());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "address: h|node: is missing",
                "{node: n, address: h, raft-port: many}|raft-port: expected a whole number",
                "{node: n, address: h, raft-port: 70000}|raft-port: expected a whole number",
                "{node: n, address: h, adress: h}|adress: is no setting known here",
                "{node: n, address: h, election: {minimum: soon}}|election.minimum: expected a du",
                "{node: n, address: h, election: {minimum: 2s}}|election.maximum: must be longer",
                "{node: n, address: h, liveness: {lease: 10ms}}|renewEvery",
                "{node: n, address: h, api-port: 7420}|api-port: is also the raft-port",
                "{node: n, address: h, log: {keep: some}}|log.keep: expected a whole number",
                "{node: n, address: h, log: {snapshot-every: 1}}|log.snapshot-every: expected",
                "[1, 2]|expected a mapping",
                "{node: [|is not valid YAML"
            })
    void aMistakeIsNamedWithItsFileAndKey(String text, String message) {
        StartupFailure failure = assertThrows(StartupFailure.class, () -> read(text));
        assertEquals(ExitCode.CONFIGURATION, failure.exitCode());
        String told = String.valueOf(failure.getMessage());
        assertTrue(told.contains(message) && told.contains("node.yaml"), told);
    }

    @Test
    void aNodeThatWasNotSetUpIsToldHow() {
        StartupFailure failure = assertThrows(
                StartupFailure.class, () -> SettingsReader.read(NodeFolder.under(root)));
        assertTrue(String.valueOf(failure.getMessage()).contains("cluster init"));
    }

    private NodeConfiguration read(String text) throws IOException {
        NodeFolder folder = NodeFolder.under(root);
        Files.writeString(folder.settings(), text);
        return SettingsReader.read(folder);
    }
}
