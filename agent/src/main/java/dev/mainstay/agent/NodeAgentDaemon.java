// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import dev.mainstay.agent.alert.AlertAgentService;
import dev.mainstay.agent.journal.ActionJournal;
import dev.mainstay.agent.lsb.LsbResourceAgent;
import dev.mainstay.agent.lsb.ServiceResourceAgent;
import dev.mainstay.agent.ocf.OcfResourceAgent;
import dev.mainstay.agent.ocf.ShippedAgents;
import dev.mainstay.agent.posix.BootClock;
import dev.mainstay.agent.posix.BootId;
import dev.mainstay.agent.process.Launcher;
import dev.mainstay.agent.run.AgentSession;
import dev.mainstay.agent.run.ProcessThreads;
import dev.mainstay.agent.standard.ResourceAgents;
import dev.mainstay.agent.systemd.SystemdBus;
import dev.mainstay.agent.systemd.SystemdResourceAgent;
import dev.mainstay.agent.tool.StandIns;
import dev.mainstay.agent.tool.ToolDesk;
import dev.mainstay.agent.tool.ToolGate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One running node agent. Opening it ends and awaits what an earlier agent over the same folder
 * left running, and may take as long as that takes. Closing it ends running actions; services that
 * resource agents started go on.
 */
public final class NodeAgentDaemon implements AutoCloseable {
    private final ActionJournal journal;
    private final AgentSession session;
    private final NodeAgentService service;
    private final AlertAgentService alerts;
    private final Launcher launcher;
    private final ToolGate tools;
    private final SystemdBus bus;
    private final List<ExecutorService> threads;

    private NodeAgentDaemon(ActionJournal journal, AgentSession session, NodeAgentService service,
            AlertAgentService alerts, Launcher launcher, ToolGate tools, SystemdBus bus,
            List<ExecutorService> threads) {
        this.journal = journal;
        this.session = session;
        this.service = service;
        this.alerts = alerts;
        this.launcher = launcher;
        this.tools = tools;
        this.bus = bus;
        this.threads = threads;
    }

    /**
     * Opens the agent with the environment and the clock of this process.
     *
     * @throws IOException when the state folder cannot be used, another agent uses it, or the
     *         journal in it is damaged; the message says which
     */
    public static NodeAgentDaemon open(AgentConfiguration configuration)
            throws IOException, InterruptedException {
        return open(configuration, System.getenv(), BootClock.system());
    }

    /** As {@link #open(AgentConfiguration)}, with another environment and clock. */
    public static NodeAgentDaemon open(AgentConfiguration configuration,
            Map<String, String> environment, BootClock clock)
            throws IOException, InterruptedException {
        Path folder =
                ActionJournal.privateFolder(configuration.stateDirectory().resolve("agent"));
        String bootId = BootId.current();
        ActionJournal journal = ActionJournal.open(folder, bootId);
        // Platform threads, because a fork would keep a carrier thread.
        ExecutorService forks = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("agent-fork-", 0).factory());
        ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
        try {
            Launcher launcher = new Launcher(forks, OcfResourceAgent.EXIT_REASON_PREFIX);
            List<Path> roots = new ArrayList<>(List.of(ShippedAgents.install(folder)));
            roots.addAll(configuration.ocfRoots());
            ToolDesk desk = new ToolDesk();
            Path toolFolder = ActionJournal.privateFolder(folder.resolve("tools"));
            StandIns.install(toolFolder.resolve("bin"));
            ToolGate tools = ToolGate.open(toolFolder, desk::call, workers);
            Map<String, String> variables = AgentEnvironment.create(
                    configuration.withStandIns(toolFolder.resolve("bin")), environment);
            variables.putAll(tools.environment());
            OcfResourceAgent ocf = new OcfResourceAgent(roots, configuration.nodeName(),
                    variables, launcher);
            ServicePlaces services = configuration.services();
            SystemdBus bus = new SystemdBus(services.bus());
            SystemdResourceAgent systemd =
                    new SystemdResourceAgent(bus, services.runtimeUnits());
            LsbResourceAgent lsb = new LsbResourceAgent(services.initScripts(), variables);
            ResourceAgents agents = new ResourceAgents(
                    List.of(ocf, systemd, lsb, new ServiceResourceAgent(lsb, systemd)));
            AgentSession session = AgentSession.open(new AgentSession.Parts(journal, bootId, clock,
                    agents, launcher, new ProcessThreads(), configuration.killGrace()));
            NodeAgentService.Identity identity = new NodeAgentService.Identity(bootId,
                    UUID.randomUUID().toString(), clock.nanos(), clock);
            NodeAgentService service = new NodeAgentService(session, agents,
                    new AgentValidation(agents, launcher), desk, identity, workers);
            return new NodeAgentDaemon(journal, session, service,
                    new AlertAgentService(AlertPrograms.runner(configuration, environment,
                            launcher)),
                    launcher, tools, bus, List.of(forks, workers));
        } catch (IOException | RuntimeException | InterruptedException failure) {
            forks.shutdownNow();
            workers.shutdownNow();
            journal.close();
            throw failure;
        }
    }

    /** To be registered with any gRPC server. */
    public NodeAgentService service() {
        return service;
    }

    /** Runs alert agents; to be registered beside {@link #service}. */
    public AlertAgentService alerts() {
        return alerts;
    }

    @Override
    public void close() throws IOException {
        alerts.close();
        session.close();
        launcher.close();
        tools.close();
        bus.close();
        threads.forEach(ExecutorService::shutdown);
        journal.close();
    }
}
