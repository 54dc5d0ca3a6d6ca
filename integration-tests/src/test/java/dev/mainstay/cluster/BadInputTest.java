// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.proto.v1.ChangeConfigurationRequest;
import dev.mainstay.proto.v1.ChangeContext;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdits;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person may type or send wrongly to a running cluster. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputTest {

    private static final int BLOCK = 76;
    private static final int UNUSED = 9;

    private Path folder;
    private ProcessCluster cluster;

    @BeforeAll
    void found(@TempDir Path temporary) {
        folder = temporary;
        cluster = ProcessCluster.founded(folder, BLOCK, 1);
        cluster.mainstay("property", "set", "stonith-enabled=false").succeeded();
        cluster.mainstay("resource", "create", "taken", "ocf:mainstay:dummy").succeeded();
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                resource create x ocf:mainstay:nope | 65 | There is no agent
                resource create x ocf:mainstay:process | 65 | parameter command
                resource create x ocf:mainstay:process command=a colour=red | 65 | is unknown to
                resource create x ocf:mainstay:process command=a ready_port=b | 65 | whole number
                resource create taken ocf:mainstay:dummy | 1 | The id 'taken' is taken
                resource delete ghost | 1 | no resource 'ghost'
                resource move taken ghost | 1 | no node ghost
                constraint order start taken then ghost | 1 | no resource 'ghost'
                constraint location ghost prefers n1=5 | 1 | no resource 'ghost'
                constraint location taken prefers ghost=5 | 1 | names node 'ghost'
                explain ghost | 1 | ghost
                config show --revision 99 | 1 | 99
                cluster join garbled --node x --address 127.0.76.9 | 65 | not a join token
                resource crate | 64 | crate
                status --output picture | 64 | picture
                """)
    void mistakeIsNamedAndChangesNothing(String line, int code, String text) {
        long before = revision();
        cluster.mainstay(line.split(" ")).failedWith(code, text);
        assertEquals(before, revision());
    }

    @Test
    void changeFromAnOldRevisionIsRefused() {
        long before = revision();
        assertTrue(before > 1);
        try (ClusterClient client = cluster.any().connect()) {
            CommandFailure stale = assertThrows(CommandFailure.class,
                    () -> client.change(ChangeConfigurationRequest.newBuilder()
                            .setContext(ChangeContext.newBuilder().setRequestId("stale"))
                            .setExpectedRevision(before - 1)
                            .setEdits(ConfigurationEdits.newBuilder().addEdits(
                                    Edits.setProperty(ConfigurationSection.CLUSTER_PROPERTIES,
                                            "stale", "1")))
                            .build()));
            assertEquals(ExitCode.TRY_AGAIN, stale.exitCode());
        }
        assertEquals(before, revision());
    }

    @Test
    void tokenAdmitsOneNodeOfANewName() {
        NodeProcess joining = ProcessCluster.node(folder, BLOCK, UNUSED);
        joining.member("join", "garbled").failedWith(65, "not a join token");
        String token = cluster.mainstay("cluster", "token").succeeded().out().strip();
        joining.mainstay("cluster", "join", token, "--node", "n1", "--address", "127.0.76.9")
                .failedWith(1, "name n1 is taken");
        assertFalse(joining.stateFolder().resolve("identity.yaml").toFile().exists());
        joining.member("join", token).succeeded();
        ProcessCluster.node(folder, BLOCK, UNUSED + 1).member("join", token)
                .failedWith(1, "token");
    }

    @Test
    void certificateOfAnotherClusterIsRefused() {
        NodeProcess stranger = ProcessCluster.node(folder, BLOCK, UNUSED + 2);
        stranger.member("init", "other").succeeded();
        CommandRun run = stranger.mainstay("status", "--endpoint", "127.0.76.1", "--dir",
                stranger.folder().toString(), "--request-timeout", "10");
        run.failedWith(77, "not of one cluster");
    }

    @Test
    void absentNodeIsNamed() {
        NodeProcess absent = ProcessCluster.node(folder, BLOCK, UNUSED + 3);
        absent.mainstay("status").failedWith(69, "No node answers");
    }

    private long revision() {
        return cluster.status().orElseThrow().getConfigurationRevision();
    }
}
