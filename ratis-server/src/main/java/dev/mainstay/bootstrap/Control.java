// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.alert.AlertDispatcher;
import dev.mainstay.alert.GrpcAlertClient;
import dev.mainstay.api.GrpcLeaseClient;
import dev.mainstay.executor.ExecutorPorts;
import dev.mainstay.executor.GrpcAgentClient;
import dev.mainstay.executor.GrpcFenceClient;
import dev.mainstay.executor.NodeExecutor;
import dev.mainstay.executor.SchedulerResolution;
import dev.mainstay.leader.LeaderDuties;
import dev.mainstay.leader.LeaderPorts;
import dev.mainstay.leader.LossWatch;
import dev.mainstay.leader.SchedulerPlanner;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.LastContact;
import dev.mainstay.port.LeaseGrantor;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterState;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a node does by itself: a leader's duties while it leads, and its own part always. */
final class Control implements AutoCloseable {

    private final ThreadEventLoop leaderLoop;
    private final ThreadEventLoop executorLoop;
    private final ExecutorService planning;
    private final SchedulerPlanner planner;
    private final GrpcAgentClient agent;
    private final LeaderDuties duties;
    private final NodeExecutor executor;
    private final AlertDispatcher alerts;

    private Control(
            NodeConfiguration configuration,
            Replica replica,
            LocalAgents agents,
            NodeClock clock,
            FaultExit faults) {
        NodeId self = self(configuration);
        LivenessSettings settings = configuration.liveness();
        this.leaderLoop = new ThreadEventLoop("leader", faults);
        this.executorLoop = new ThreadEventLoop("executor", faults);
        this.planning = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("planner").daemon(true).factory());
        this.planner = new SchedulerPlanner(
                self, settings.lease(), LossWatch.over(replica.states(), clock));
        this.agent = new GrpcAgentClient(agents.agent(), clock);
        // The leader's duties ask when this node last heard from a leader, which its executor
        // knows; the executor asks for leases, which the duties grant. One of them comes first.
        LateContact contact = new LateContact();
        this.duties = new LeaderDuties(
                new LeaderPorts(self, leaderLoop, clock, replica.leadership(), replica.states(),
                        replica.proposer()),
                contact,
                settings,
                new LeaderDuties.Planning(planner, new StagedTransitions(), planning));
        this.executor = new NodeExecutor(
                new ExecutorPorts(self, executorLoop, clock, replica.states(),
                        replica.proposer(), replica.leadership(),
                        new GrpcLeaseClient(self, replica.channels(), replica.leadership(),
                                duties.grantor()),
                        agent, new GrpcFenceClient(agents.fenceDrivers()), new SystemLoad(),
                        new GrpcRemoteAgents(replica.tls())),
                new SchedulerResolution(),
                settings,
                ClusterState.SUPPORTED_FEATURE_LEVEL,
                version());
        contact.source = executor.lastContact();
        this.alerts = AlertDispatcher.open(new AlertDispatcher.Parts(self, replica.states(),
                new GrpcAlertClient(agents.agent()), executor.firstIncarnation(), clock,
                ZoneId.systemDefault(), version()));
    }

    static Control open(
            NodeConfiguration configuration,
            Replica replica,
            LocalAgents agents,
            NodeClock clock,
            FaultExit faults) {
        Control control = new Control(configuration, replica, agents, clock, faults);
        control.duties.open();
        control.openExecutor(self(configuration), replica.states());
        return control;
    }

    /** A machine can only join as what the state knows; one that is new there waits for that. */
    private void openExecutor(NodeId self, StateSource states) {
        AtomicBoolean opened = new AtomicBoolean();
        StateSource.Listener opening = (state, events) -> {
            if (state.member(self).isPresent() && opened.compareAndSet(false, true)) {
                executor.open();
            }
        };
        var _ = states.subscribe(opening);
        opening.applied(states.current(), List.of());
    }

    private static NodeId self(NodeConfiguration configuration) {
        return new NodeId(configuration.node());
    }

    LeaseGrantor leases() {
        return duties.grantor();
    }

    /** Plans as the leader does, also on machines that do not lead. */
    SchedulerPlanner planner() {
        return planner;
    }

    NodeExecutor executor() {
        return executor;
    }

    @Override
    public void close() {
        alerts.close();
        executor.close();
        duties.close();
        executorLoop.close();
        leaderLoop.close();
        planning.shutdownNow();
        agent.close();
    }

    /** Knows nothing until the executor is there to be asked. */
    private static final class LateContact implements LastContact {
        private volatile LastContact source = Optional::empty;

        @Override
        public Optional<Contact> lastContact() {
            return source.lastContact();
        }
    }

    private static String version() {
        return Optional.ofNullable(Control.class.getPackage().getImplementationVersion())
                .orElse("unreleased");
    }
}
