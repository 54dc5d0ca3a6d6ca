// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.debian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.agent.AgentConfiguration;
import dev.mainstay.agent.NodeAgentDaemon;
import dev.mainstay.agent.posix.BootClock;
import dev.mainstay.fence.FenceConfiguration;
import dev.mainstay.fence.FenceDriverService;
import dev.mainstay.fence.process.NodeSession;
import dev.mainstay.proto.v1.ActionOutcome;
import dev.mainstay.proto.v1.AgentActionId;
import dev.mainstay.proto.v1.AttachRequest;
import dev.mainstay.proto.v1.ExecuteRequest;
import dev.mainstay.proto.v1.FenceDriverGrpc;
import dev.mainstay.proto.v1.GetFenceMetadataRequest;
import dev.mainstay.proto.v1.GetMetadataRequest;
import dev.mainstay.proto.v1.ListAgentsRequest;
import dev.mainstay.proto.v1.NodeAgentGrpc;
import dev.mainstay.proto.v1.ResourceAgentSpec;
import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DistributionAgentsTest {

    @TempDir
    Path folder;
    private NodeAgentDaemon daemon;
    private FenceDriverService fencing;
    private Server server;
    private ManagedChannel channel;
    private int actions;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        daemon = NodeAgentDaemon.open(AgentConfiguration.confined("n1", folder));
        fencing = FenceDriverService.open(FenceConfiguration.of("n1", folder));
        String name = UUID.randomUUID().toString();
        server = InProcessServerBuilder.forName(name)
                .addService(daemon.service())
                .addService(fencing)
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).build();
    }

    @AfterEach
    void close() throws IOException {
        channel.shutdownNow();
        server.shutdownNow();
        fencing.close();
        daemon.close();
    }

    private NodeAgentGrpc.NodeAgentBlockingStub agent() {
        return NodeAgentGrpc.newBlockingStub(channel);
    }

    private static ResourceAgentSpec heartbeat(String type) {
        return ResourceAgentSpec.newBuilder()
                .setStandard("ocf")
                .setProvider("heartbeat")
                .setType(type)
                .build();
    }

    private int run(String task) {
        actions++;
        ActionOutcome outcome = agent().execute(ExecuteRequest.newBuilder()
                .setEpoch(1)
                .setId(AgentActionId.newBuilder().setTransition(1).setNumber(actions))
                .setResource("r")
                .setAgent(heartbeat("Dummy"))
                .setTask(task)
                .setTimeoutMillis(20_000)
                .setLeaseDeadlineBoottimeNanos(
                        BootClock.system().nanos() + Duration.ofMinutes(5).toNanos())
                .build());
        assertEquals(ActionOutcome.Status.COMPLETED, outcome.getStatus(), outcome::toString);
        return outcome.getExitCode();
    }

    @Test
    @Requires(Requirement.DEBIAN_AGENTS)
    void dummyIsStartedAndStopped() {
        var _ = agent().attach(AttachRequest.newBuilder().setEpoch(1).build());
        assertEquals(7, run("monitor"));
        assertEquals(0, run("start"));
        assertEquals(0, run("monitor"));
        assertEquals(0, run("stop"));
        assertEquals(7, run("monitor"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dummy", "IPaddr2", "Filesystem", "apache", "pgsql"})
    @Requires(Requirement.DEBIAN_AGENTS)
    void metadataOfResourceAgentIsRead(String type) {
        var metadata = agent()
                .getMetadata(GetMetadataRequest.newBuilder().setAgent(heartbeat(type)).build());
        assertFalse(metadata.getShortDescription().isEmpty());
        assertFalse(metadata.getParametersList().isEmpty());
        assertTrue(metadata.getOperationsList()
                .stream()
                .anyMatch(operation -> operation.getName().equals("monitor")
                        && operation.getIntervalMillis() > 0 && operation.getTimeoutMillis() > 0));
    }

    @Test
    @Requires(Requirement.DEBIAN_AGENTS)
    void resourceAgentsAreListed() {
        assertTrue(agent()
                .listAgents(ListAgentsRequest.newBuilder().setFilter("heartbeat").build())
                .getAgentsList()
                .contains(heartbeat("IPaddr2")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fence_ipmilan", "fence_virsh", "fence_scsi"})
    @Requires(Requirement.DEBIAN_FENCE_AGENTS)
    void metadataOfFenceAgentIsRead(String name) {
        var metadata = FenceDriverGrpc.newBlockingStub(channel)
                .getFenceMetadata(GetFenceMetadataRequest.newBuilder().setAgent(name).build());
        assertFalse(metadata.getParametersList().isEmpty());
        assertEquals(name.equals("fence_scsi"), metadata.getUnfencing());
        assertTrue(metadata.getOperationsList()
                .stream()
                .anyMatch(operation -> operation.getName().equals("off")));
    }

    @Test
    void agentMarksWhatTheDriverKills() {
        assertEquals(AgentConfiguration.SESSION_VARIABLE, NodeSession.VARIABLE);
        assertEquals(AgentConfiguration.confined("n1", folder).sessionMarker(),
                NodeSession.of("n1", folder).marker());
    }
}
