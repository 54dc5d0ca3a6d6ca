// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.benchmark;

import dev.mainstay.agent.AgentConfiguration;
import dev.mainstay.agent.NodeAgentDaemon;
import dev.mainstay.agent.posix.BootClock;
import dev.mainstay.proto.v1.ActionOutcome;
import dev.mainstay.proto.v1.AgentActionId;
import dev.mainstay.proto.v1.AttachRequest;
import dev.mainstay.proto.v1.ExecuteRequest;
import dev.mainstay.proto.v1.MonitorDefinition;
import dev.mainstay.proto.v1.MonitorKey;
import dev.mainstay.proto.v1.NodeAgentGrpc;
import dev.mainstay.proto.v1.ResourceAgentSpec;
import dev.mainstay.proto.v1.SetMonitorsRequest;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A node agent as a node has it: in its process, asked over gRPC. */
final class MeasuredAgent implements AutoCloseable {

    private static final long EPOCH = 1;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration LEASE = Duration.ofHours(1);

    private final NodeAgentDaemon daemon;
    private final Server server;
    private final ManagedChannel channel;
    private int actions;

    private MeasuredAgent(NodeAgentDaemon daemon) throws IOException {
        this.daemon = daemon;
        String name = InProcessServerBuilder.generateName();
        this.server = InProcessServerBuilder.forName(name).addService(daemon.service()).build()
                .start();
        this.channel = InProcessChannelBuilder.forName(name).build();
    }

    /** @param roots where OCF agents are found */
    static MeasuredAgent open(Path folder, List<Path> roots)
            throws IOException, InterruptedException {
        MeasuredAgent agent = new MeasuredAgent(NodeAgentDaemon.open(
                AgentConfiguration.confined("n1", folder).withOcfRoots(roots)));
        var _ = agent.stub().attach(AttachRequest.newBuilder().setEpoch(EPOCH).build());
        return agent;
    }

    private NodeAgentGrpc.NodeAgentBlockingStub stub() {
        return NodeAgentGrpc.newBlockingStub(channel);
    }

    /** Runs one operation to its end. */
    ActionOutcome run(ResourceAgentSpec agent, String task) {
        actions++;
        return stub().execute(ExecuteRequest.newBuilder()
                .setEpoch(EPOCH)
                .setId(AgentActionId.newBuilder().setTransition(1).setNumber(actions))
                .setResource("measured")
                .setAgent(agent)
                .setTask(task)
                .setTimeoutMillis(TIMEOUT.toMillis())
                .setStopTimeoutMillis(TIMEOUT.toMillis())
                .setLeaseDeadlineBoottimeNanos(BootClock.system().nanos() + LEASE.toNanos())
                .build());
    }

    /** Makes the recurring monitors these; their first runs are spread over the interval. */
    void monitor(ResourceAgentSpec agent, int count, Duration interval) {
        SetMonitorsRequest.Builder monitors = SetMonitorsRequest.newBuilder().setEpoch(EPOCH);
        for (int number = 0; number < count; number++) {
            monitors.addMonitors(MonitorDefinition.newBuilder()
                    .setKey(MonitorKey.newBuilder().setResource("r" + number).setRole("Started")
                            .setIntervalMillis(interval.toMillis()))
                    .setAgent(agent)
                    .setTimeoutMillis(TIMEOUT.toMillis())
                    .setStartDelayMillis(interval.toMillis() * number / Math.max(1, count))
                    .setOrderedBy(
                            AgentActionId.newBuilder().setTransition(2).setNumber(number + 1)));
        }
        var _ = stub().setMonitors(monitors.build());
    }

    @Override
    public void close() throws IOException {
        channel.shutdownNow();
        server.shutdownNow();
        daemon.close();
    }
}
