// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.proto.v1.ClusterServiceGrpc;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.ConfigurationServiceGrpc;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.FenceDriverGrpc;
import dev.mainstay.proto.v1.FencingServiceGrpc;
import dev.mainstay.proto.v1.GetStatusRequest;
import dev.mainstay.proto.v1.NodeServiceGrpc;
import dev.mainstay.proto.v1.ResourceServiceGrpc;
import dev.mainstay.security.LocalSocket;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A real node with a fake agent, and a client on its local socket. */
final class TestNode implements AutoCloseable {

    private static final long CALL_SECONDS = 30;

    private final NodeConfiguration configuration;
    private final Queue<String> ends = new ConcurrentLinkedQueue<>();
    private final Server agent;
    private final ManagedChannel agentChannel;
    private final MainstayNode node;
    private final LocalSocket socket = new LocalSocket();
    private final ManagedChannel channel;

    private TestNode(NodeConfiguration configuration) throws IOException {
        this.configuration = configuration;
        String name = UUID.randomUUID().toString();
        this.agent = InProcessServerBuilder.forName(name)
                .addService(new FakeNodeAgent("boot-" + configuration.node()))
                .addService(new FenceDriverGrpc.FenceDriverImplBase() {})
                .build()
                .start();
        this.agentChannel = InProcessChannelBuilder.forName(name).build();
        this.node = MainstayNode.open(configuration,
                new LocalAgents(agentChannel, agentChannel),
                (code, message) -> ends.add(code + ": " + message));
        this.channel = socket.client(configuration.folder().socket()).build();
    }

    static TestNode start(NodeConfiguration configuration) throws IOException {
        return new TestNode(configuration);
    }

    NodeConfiguration configuration() {
        return configuration;
    }

    MainstayNode node() {
        return node;
    }

    Queue<String> ends() {
        return ends;
    }

    ClusterServiceGrpc.ClusterServiceBlockingStub cluster() {
        return ClusterServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
    }

    ConfigurationServiceGrpc.ConfigurationServiceBlockingStub configurations() {
        return ConfigurationServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
    }

    NodeServiceGrpc.NodeServiceBlockingStub nodes() {
        return NodeServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
    }

    FencingServiceGrpc.FencingServiceBlockingStub fencing() {
        return FencingServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
    }

    ResourceServiceGrpc.ResourceServiceBlockingStub resources() {
        return ResourceServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
    }

    ClusterStatus status(Consistency consistency) {
        return cluster().getStatus(
                GetStatusRequest.newBuilder().setConsistency(consistency).build());
    }

    boolean leads() {
        return status(Consistency.LOCAL).getPosition().getLeader()
                .equals(configuration.node());
    }

    @Override
    public void close() {
        channel.shutdownNow();
        node.close();
        socket.close();
        agentChannel.shutdownNow();
        agent.shutdownNow();
    }
}
