// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.service;

import com.google.common.util.concurrent.ListenableFuture;
import dev.mainstay.agent.AgentConfiguration;
import dev.mainstay.agent.NodeAgentDaemon;
import dev.mainstay.agent.ServicePlaces;
import dev.mainstay.agent.posix.BootClock;
import dev.mainstay.proto.v1.ActionOutcome;
import dev.mainstay.proto.v1.AgentActionId;
import dev.mainstay.proto.v1.AttachRequest;
import dev.mainstay.proto.v1.ExecuteRequest;
import dev.mainstay.proto.v1.MonitorDefinition;
import dev.mainstay.proto.v1.MonitorKey;
import dev.mainstay.proto.v1.MonitorReport;
import dev.mainstay.proto.v1.NodeAgentGrpc;
import dev.mainstay.proto.v1.ResourceAgentSpec;
import dev.mainstay.proto.v1.SetMonitorsRequest;
import dev.mainstay.proto.v1.WatchReportsRequest;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A node agent that finds the machine's services where a test has them. */
final class ServiceNode implements AutoCloseable {
    private static final long EPOCH = 7;
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration LEASE = Duration.ofHours(1);

    private final NodeAgentDaemon daemon;
    private final Server server;
    private final ManagedChannel channel;
    private int actions;

    private ServiceNode(AgentConfiguration configuration)
            throws IOException, InterruptedException {
        this.daemon = NodeAgentDaemon.open(configuration);
        String name = UUID.randomUUID().toString();
        this.server = InProcessServerBuilder.forName(name)
                .directExecutor()
                .addService(daemon.service())
                .build()
                .start();
        this.channel = InProcessChannelBuilder.forName(name).build();
        var _ = agent().attach(AttachRequest.newBuilder().setEpoch(EPOCH).build());
    }

    static ServiceNode open(Path folder, ServicePlaces places)
            throws IOException, InterruptedException {
        return new ServiceNode(AgentConfiguration.confined("n1", folder.resolve("state"))
                .withServices(places));
    }

    /** As the next incarnation of this machine does; returns when no work of this one is left. */
    void attachNext() {
        var _ = agent().attach(AttachRequest.newBuilder().setEpoch(EPOCH + 1).build());
    }

    NodeAgentGrpc.NodeAgentBlockingStub agent() {
        return NodeAgentGrpc.newBlockingStub(channel);
    }

    static ResourceAgentSpec spec(String agent) {
        String[] parts = agent.split(":", 2);
        return ResourceAgentSpec.newBuilder().setStandard(parts[0]).setType(parts[1]).build();
    }

    /** An order to an agent such as {@code systemd:web}, whose type is the resource's name too. */
    ExecuteRequest.Builder order(String agent, String task, Duration timeout) {
        actions++;
        ResourceAgentSpec spec = spec(agent);
        return ExecuteRequest.newBuilder()
                .setEpoch(EPOCH)
                .setId(id(actions))
                .setResource(spec.getType())
                .setAgent(spec)
                .setTask(task)
                .setTimeoutMillis(timeout.toMillis())
                .setStopTimeoutMillis(timeout.toMillis())
                .setLeaseDeadlineBoottimeNanos(BootClock.system().nanos() + LEASE.toNanos());
    }

    private static AgentActionId id(int number) {
        return AgentActionId.newBuilder().setTransition(100).setNumber(number).build();
    }

    ListenableFuture<ActionOutcome> begin(ExecuteRequest.Builder order) {
        return NodeAgentGrpc.newFutureStub(channel).execute(order.build());
    }

    ListenableFuture<ActionOutcome> begin(String agent, String task, Duration timeout) {
        return begin(order(agent, task, timeout));
    }

    ActionOutcome run(String agent, String task) throws Exception {
        return run(agent, task, Duration.ofSeconds(30));
    }

    ActionOutcome run(String agent, String task, Duration timeout) throws Exception {
        return end(begin(agent, task, timeout));
    }

    static ActionOutcome end(ListenableFuture<ActionOutcome> begun)
            throws InterruptedException, ExecutionException, TimeoutException {
        return begun.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Has the agent monitor the unit every 50 ms; the reports come as they are asked for. */
    Iterator<MonitorReport> monitor(String agent) {
        actions++;
        ResourceAgentSpec spec = spec(agent);
        var _ = agent().setMonitors(SetMonitorsRequest.newBuilder()
                .setEpoch(EPOCH)
                .addMonitors(MonitorDefinition.newBuilder()
                        .setKey(MonitorKey.newBuilder()
                                .setResource(spec.getType())
                                .setRole("Started")
                                .setIntervalMillis(50))
                        .setAgent(spec)
                        .setTimeoutMillis(20_000)
                        .setOrderedBy(id(actions)))
                .build());
        return agent().withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .watchReports(WatchReportsRequest.newBuilder().setEpoch(EPOCH).build());
    }

    @Override
    public void close() throws IOException {
        channel.shutdownNow();
        server.shutdownNow();
        daemon.close();
    }
}
