// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.node;

import dev.mainstay.agent.AgentConfiguration;
import dev.mainstay.agent.NodeAgentDaemon;
import dev.mainstay.bootstrap.ExitCode;
import dev.mainstay.bootstrap.LocalAgents;
import dev.mainstay.bootstrap.NodeConfiguration;
import dev.mainstay.bootstrap.NodeFolder;
import dev.mainstay.bootstrap.StartupFailure;
import dev.mainstay.fence.FenceConfiguration;
import dev.mainstay.fence.FenceDriverService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/** The node agent and the fence drivers of this process, and the line to them. */
final class LocalServices implements AutoCloseable {

    private final NodeAgentDaemon agent;
    private final FenceDriverService fences;
    private final Server server;
    private final ManagedChannel channel;

    private LocalServices(
            NodeAgentDaemon agent,
            FenceDriverService fences,
            Server server,
            ManagedChannel channel) {
        this.agent = agent;
        this.fences = fences;
        this.server = server;
        this.channel = channel;
    }

    /** @throws StartupFailure when the agent's folder cannot be used */
    static LocalServices open(NodeConfiguration configuration) throws InterruptedException {
        Path state = configuration.folder().state();
        boolean system = configuration.folder().state().equals(NodeFolder.SYSTEM.state());
        AgentConfiguration agents = (system
                ? AgentConfiguration.system(configuration.node(), state)
                : AgentConfiguration.confined(configuration.node(), state))
                .withOcfRoots(configuration.agentRoots())
                .withAlertUser(configuration.alertUser());
        try {
            NodeAgentDaemon agent = NodeAgentDaemon.open(agents);
            FenceDriverService fences = FenceDriverService.open(
                    FenceConfiguration.of(configuration.node(), state)
                            .withAgentFolders(configuration.fenceAgentRoots()));
            String name = UUID.randomUUID().toString();
            Server server = InProcessServerBuilder.forName(name)
                    .addService(agent.service())
                    .addService(agent.alerts())
                    .addService(fences)
                    .build()
                    .start();
            return new LocalServices(
                    agent, fences, server, InProcessChannelBuilder.forName(name).build());
        } catch (IOException failure) {
            throw new StartupFailure(ExitCode.INPUT_OUTPUT, "the node agent cannot use "
                    + configuration.folder().agent() + " (" + failure.getMessage()
                    + "): check its owner, its permissions and the free space", failure);
        }
    }

    LocalAgents channels() {
        return new LocalAgents(channel, channel);
    }

    /** Ends what runs for the cluster at the moment; services that were started go on. */
    @Override
    public void close() throws IOException {
        channel.shutdownNow();
        server.shutdownNow();
        fences.close();
        agent.close();
    }
}
