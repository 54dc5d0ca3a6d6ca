// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.connection.Endpoint;
import dev.mainstay.cli.connection.NettyChannels;
import dev.mainstay.cli.connection.NodeFolder;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.proto.v1.ChangeConfigurationRequest;
import dev.mainstay.proto.v1.ChangeContext;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdits;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import dev.mainstay.proto.v1.ConfigurationServiceGrpc;
import dev.mainstay.proto.v1.CreateJoinTokenRequest;
import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                property set a=1 --comment LONG | 65 | limited to 1000 characters
                status --output picture | 64 | picture
                """)
    void mistakeIsNamedAndChangesNothing(String line, int code, String text) {
        long before = revision();
        cluster.mainstay(line.replace("LONG", "x".repeat(2_000)).split(" "))
                .failedWith(code, text);
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

    /** One that the log does not take, and one that already gRPC does not. */
    @ParameterizedTest
    @ValueSource(ints = {3_500_000, 70_000_000})
    void changeThatIsTooLargeIsRefusedAtOnce(int bytes) {
        long before = revision();
        try (ClusterClient client = cluster.any().connect()) {
            CommandFailure refused = assertThrows(CommandFailure.class,
                    () -> client.change(ChangeConfigurationRequest.newBuilder()
                            .setContext(ChangeContext.newBuilder().setRequestId("large" + bytes))
                            .setEdits(ConfigurationEdits.newBuilder().addEdits(
                                    Edits.setProperty(ConfigurationSection.CLUSTER_PROPERTIES,
                                            "large", "x".repeat(bytes))))
                            .build()));
            assertEquals(ExitCode.DATA, refused.exitCode(), refused::toString);
            assertTrue(String.valueOf(refused.getMessage()).contains("too large"),
                    refused::toString);
        }
        assertEquals(before, revision());
    }

    @Test
    void commandLineThatIsTooLargeIsRefusedAtOnce() {
        long before = revision();
        // The kernel takes more than two megabytes of arguments only from a process like this.
        String script = "ulimit -s unlimited; value=$(head -c 100000 /dev/zero | tr '\\0' x);"
                + " for i in {1..35}; do properties+=(\"p$i=$value\"); done;"
                + " exec \"$@\" property set \"${properties[@]}\"";
        CommandRun.ofScript(script, cluster.any().environment())
                .failedWith(65, "the change is too large");
        assertEquals(before, revision());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void messageThatIsNoProtobufIsRefusedAndTheNodeGoesOn(boolean overTcp) {
        long before = revision();
        try (ClusterClient client = overTcp ? overTcp(cluster.any()) : cluster.any().connect()) {
            StatusRuntimeException refused = assertThrows(StatusRuntimeException.class,
                    () -> ClientCalls.blockingUnaryCall(client.channel(), RawBytes.of(
                            ConfigurationServiceGrpc.getChangeMethod()),
                            CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS),
                            new byte[] {(byte) 0xFF, 0x01, 0x02}));
            assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode(),
                    refused::toString);
            assertTrue(String.valueOf(refused.getMessage()).contains("ConfigurationService/Change"),
                    refused::toString);
        }
        assertEquals(before, revision());
        assertFalse(cluster.any().logText().contains("\tat "), cluster.any().logText());
    }

    @Test
    void bytesThatAreNoTlsEndTheirConnectionAlone() throws IOException {
        for (int port : new int[] {7420, 7421}) {
            try (Socket socket = new Socket("127.0." + BLOCK + ".1", port)) {
                socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".repeat(50)
                        .getBytes(StandardCharsets.US_ASCII));
                socket.setSoTimeout(10_000);
                assertTrue(socket.getInputStream().readAllBytes().length < 100);
            } catch (SocketException reset) {
                assertEquals("Connection reset", reset.getMessage());
            }
        }
        assertTrue(revision() > 0);
    }

    private static ClusterClient overTcp(NodeProcess node) {
        Endpoint endpoint = Endpoint.parse(node.address(),
                NodeFolder.credentials(node.stateFolder().resolve("keys")));
        return new ClusterClient(endpoint, new NettyChannels().open(endpoint),
                Duration.ofSeconds(10));
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
        int members = cluster.status().orElseThrow().getNodesCount();
        NodeProcess other = ProcessCluster.node(folder, BLOCK, UNUSED + 1);
        other.member("join", token).failedWith(1, "was used by n9");
        assertJoinedNothing(other, members);
    }

    @Test
    void tokenThatHasExpiredAdmitsNobody() {
        String token;
        try (ClusterClient client = cluster.any().connect()) {
            token = client.cluster(stub -> stub.createJoinToken(CreateJoinTokenRequest.newBuilder()
                    .setContext(ChangeContext.newBuilder().setRequestId("short"))
                    .setValidMillis(500)
                    .build())).getToken();
        }
        int members = cluster.status().orElseThrow().getNodesCount();
        NodeProcess late = ProcessCluster.node(folder, BLOCK, UNUSED + 4);
        Instant expired = Instant.now().plusMillis(500);
        await().until(() -> Instant.now().isAfter(expired));
        late.member("join", token).failedWith(1, "expired");
        assertJoinedNothing(late, members);
    }

    private void assertJoinedNothing(NodeProcess node, int members) {
        assertFalse(node.stateFolder().resolve("identity.yaml").toFile().exists());
        assertFalse(node.folder().resolve("node.yaml").toFile().exists());
        assertEquals(members, cluster.status().orElseThrow().getNodesCount());
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
    void ordinaryCallsLeaveNoWarningInTheNodesLog() {
        assertTrue(revision() > 0);
        assertFalse(cluster.any().logText().contains("Unknown channel option"),
                cluster.any().logText());
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
