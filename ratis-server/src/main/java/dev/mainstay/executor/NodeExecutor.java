// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.executor.NodeView.Standing;
import dev.mainstay.model.Configuration;
import dev.mainstay.port.AgentClient;
import dev.mainstay.port.AgentClient.Attached;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.FenceClient;
import dev.mainstay.port.LastContact;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.port.StateSource;
import dev.mainstay.port.Subscriptions;
import dev.mainstay.state.ClusterEvent;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.NodeEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out this machine's part of what the log ordered.
 *
 * <p>It is in one of these phases, and acts on the log in {@code ACTIVE} alone:
 *
 * <pre>
 * JOINING ─ joined, agent attached ─► WAITING ─ a lease, and a state as new as it ─► ACTIVE
 *    ▲                                   ▲                                            │ lapse
 *    └──── refused: stop all, join ──────┼──── reconciled ◄─ RECONCILING ◄─ LAPSED ◄──┘
 *                                        │                   (lease is back)
 * </pre>
 *
 * <p>Only the present is executed (safety.md 7): a state counts once its index has reached the
 * commit index of a lease grant that was obtained since the start and since the last lapse, and
 * what is in it counts if it names this incarnation.
 */
public final class NodeExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(NodeExecutor.class);

    private final ExecutorPorts ports;
    private final EventLoop loop;
    private final AgentClient agent;
    private final FenceClient fences;
    private final StateSource states;
    private final Recorder recorder;
    private final NodeJoin join;
    private final QuorumLease lease;
    private final OwnActions actions;
    private final RecurringMonitors monitors;
    private final RemoteConnections remotes;
    private final FenceDuties duties;
    private final AgentWatch agentWatch;
    private final Lapse lapse;
    private final Departure departure;
    private final StandDown standDown;
    private final RejoinSignal rejoining;
    private final ToolCalls tools;
    private final LoadReports load;
    private final LivenessSettings settings;
    private final CompletableFuture<Long> firstIncarnation = new CompletableFuture<>();
    private Phase phase = Phase.CLOSED;
    private long incarnation;
    /** The lowest commit index of a grant since the start and since the last lapse. */
    private long grantIndex = Long.MAX_VALUE;
    /** Entry of the join, or of the last reconciliation: nothing from before it is executed. */
    private long reconciledIndex;
    /** Whether everything was stopped already since the last lease under which work was done. */
    private boolean stoppedAlone;
    /** Done alone and on its way into the log: nothing is executed before it is there. */
    private int openReports;
    private @Nullable AutoCloseable subscription;

    public NodeExecutor(
            ExecutorPorts ports,
            OrderResolution resolution,
            LivenessSettings settings,
            int supportedLevel,
            String version) {
        this.ports = ports;
        this.loop = ports.loop();
        this.agent = ports.agent();
        this.fences = ports.fences();
        this.states = ports.states();
        this.settings = settings;
        this.recorder = new Recorder(ports);
        this.agentWatch = new AgentWatch(ports, settings);
        this.lease = new QuorumLease(
                new QuorumLease.Ways(loop, ports.clock(), ports.leases(),
                        () -> ports.leadership().leader()),
                ports.self().value(), settings, agentWatch, new LeaseEvents());
        this.join = new NodeJoin(ports, recorder,
                bootId -> new NodeEvent.Joined(bootId, true, supportedLevel, version),
                new JoinEvents());
        this.remotes = new RemoteConnections(
                ports, resolution, recorder,
                new RemoteNode.Host(lease::deadlineNanos, () -> look(states.current())), version);
        List<ExecutorAgent> agentsHere = List.of(new FenceDeviceAgent(ports), remotes);
        this.monitors = new RecurringMonitors(ports, resolution, recorder, agentsHere);
        this.actions = new OwnActions(
                ports, resolution, lease::deadlineNanos, recorder, agentsHere);
        this.duties = new FenceDuties(ports, resolution, lease, recorder);
        this.lapse = new Lapse(ports);
        this.departure = new Departure(ports, recorder);
        this.standDown = new StandDown(ports, recorder);
        this.rejoining = new RejoinSignal(ports, settings);
        this.load = new LoadReports(ports, recorder);
        this.tools = new ToolCalls(ports, recorder, () -> incarnation);
    }

    /** Begins to take part. The machine is in the cluster once its join is in the log. */
    public void open() {
        subscription = states.subscribe(
                (state, events) -> loop.execute(() -> applied(events)));
        agent.onToolCall(tools::answer);
        loop.execute(() -> {
            agentWatch.begin();
            startJoining();
        });
    }

    /** Ends the taking part; what runs on the machine keeps running. */
    public void close() {
        if (subscription != null) {
            Subscriptions.end(subscription);
        }
        loop.execute(() -> {
            enter(Phase.CLOSED);
            lease.end();
            join.abandon();
            rejoining.end();
            recorder.abandon();
            duties.abandon();
            remotes.reset(0);
            load.end();
            agentWatch.end();
        });
    }

    /** When this node last heard from a leader; for its own turn as one. */
    public LastContact lastContact() {
        return lease;
    }

    /**
     * The log index from which on this daemon takes part: that of its first join. What the log
     * holds from before, it has only read up on.
     */
    public CompletableFuture<Long> firstIncarnation() {
        return firstIncarnation.copy();
    }

    /**
     * Asks the cluster to empty this machine; without one, everything is stopped by the machine
     * itself once its lease is over.
     *
     * @return {@link #departed}
     */
    public CompletableFuture<Departed> leave() {
        loop.execute(() -> {
            departure.request(incarnation);
            watchDeparture();
        });
        return departed();
    }

    /** Completes once this machine is empty and gone, whoever asked for that. */
    public CompletableFuture<Departed> departed() {
        return departure.ended();
    }

    /**
     * Prepares for the end of this daemon alone, to be started again at once.
     *
     * @return completes when that is announced and nothing is under way here, or after a limit
     */
    public CompletableFuture<Void> standDown() {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        loop.execute(() -> loop.when(standDown.request(incarnation), ready::complete));
        return ready;
    }

    private void watchDeparture() {
        loop.after(settings.lease(), () -> {
            if (departure.ended().isDone() || phase == Phase.CLOSED) {
                return;
            }
            if (!lease.isHeld()) {
                leaveAlone();
            }
            watchDeparture();
        });
    }

    /** Nobody can be asked: whatever the policy for lost quorum, who wants to go stops. */
    private void leaveAlone() {
        if (stoppedAlone && lapse.lastPolicy() == LapsePolicy.STOP) {
            departure.stoppedAlone();
        } else if ((phase == Phase.LAPSED || phase == Phase.RECONCILING) && stoppedAlone) {
            stopAlone(Phase.LAPSED, LapsePolicy.STOP);
        } else {
            alone();
        }
    }

    private void startJoining() {
        enter(Phase.JOINING);
        lease.end();
        recorder.abandon();
        tools.forget();
        duties.abandon();
        remotes.reset(0);
        load.end();
        openReports = 0;
        incarnation = 0;
        forgetLease();
        join.begin();
        rejoining.begin();
        watchSolitude();
    }

    /** Reads the newest state, not the one that was applied: what lies between is of no use. */
    private void applied(List<ClusterEvent> events) {
        if (events.stream().anyMatch(
                event -> event.kind() == ClusterEvent.Kind.FAILURES_CLEARED)) {
            monitors.reportAnew();
            remotes.reportAnew();
        }
        look(states.current());
    }

    /** Brings what is done in line with the state, as far as the phase allows. */
    private void look(ClusterState state) {
        if (!phase.hasIncarnation() || state.appliedIndex() < incarnation) {
            return;
        }
        load.look(state);
        NodeView view = NodeView.of(state, ports.self(), incarnation);
        if (view.standing() == Standing.OVER) {
            over();
            return;
        }
        boolean present = lease.isHeld() && view.standing().mayAct()
                && view.appliedIndex() >= Math.max(grantIndex, reconciledIndex);
        if (phase == Phase.WAITING && present) {
            enter(Phase.ACTIVE);
            stoppedAlone = false;
            tellLease();
        }
        if (phase == Phase.ACTIVE && present) {
            if (standDown.isRequested()) {
                standDown.look(actions.running() + remotes.running());
                return;
            }
            actions.reconcile(view);
            monitors.reconcile(view);
            duties.reconcile(view);
            remotes.reconcile(state);
            departure.look(view, actions.running());
        }
    }

    /** The log says that this incarnation is over. */
    private void over() {
        if (departure.isLeaving()) {
            enter(Phase.CLOSED);
            lease.end();
        } else if (phase != Phase.REFUSED) {
            LOG.warn("incarnation {} is over: stopping what it runs and joining anew", incarnation);
            refused();
        }
    }

    private void tellLease() {
        agent.updateLease(incarnation, lease.deadlineNanos());
        fences.extendDeadline(incarnation, lease.deadlineNanos());
        remotes.extendLease();
    }

    private void joined(long newIncarnation, Attached attached) {
        incarnation = newIncarnation;
        firstIncarnation.complete(newIncarnation);
        reconciledIndex = newIncarnation;
        rejoining.end();
        actions.reset(newIncarnation);
        monitors.reset(newIncarnation);
        remotes.reset(newIncarnation);
        load.begin(newIncarnation);
        lapse.reset(newIncarnation);
        agent.acknowledge(newIncarnation,
                attached.results().stream().map(AgentClient.Result::action).toList());
        enter(Phase.WAITING);
        lease.begin(newIncarnation, attached.bootId());
        departure.joined(newIncarnation);
        watchSolitude();
    }

    private void granted(long commitIndex) {
        grantIndex = Math.min(grantIndex, commitIndex);
        agentWatch.committed(commitIndex);
        switch (phase) {
            case ACTIVE -> tellLease();
            case WAITING -> look(states.current());
            case LAPSED -> lapse.dropWaiting();
            case CLOSED, JOINING, REFUSED, RECONCILING -> {}
        }
    }

    private void lapsed() {
        forgetLease();
        switch (phase) {
            case ACTIVE -> stopAlone(Phase.LAPSED, policy());
            case WAITING -> alone();
            case RECONCILING -> goOnAlone();
            case CLOSED, JOINING, LAPSED, REFUSED -> {}
        }
    }

    /** The lease that ended the last run early is over too: what that run left is stopped now. */
    private void goOnAlone() {
        if (!stoppedAlone) {
            stopAlone(Phase.LAPSED, policy());
        }
    }

    private void forgetLease() {
        grantIndex = Long.MAX_VALUE;
    }

    /**
     * A machine that came up without the cluster, or whose lease went while it was rejoining, has
     * services of an earlier time: they get no more time than any others without a lease.
     */
    private void watchSolitude() {
        Phase watched = phase;
        long ofIncarnation = incarnation;
        loop.after(settings.lease(), () -> {
            if (phase == watched && incarnation == ofIncarnation && !lease.isHeld()
                    && !stoppedAlone) {
                alone();
            }
        });
    }

    private void alone() {
        switch (phase) {
            case JOINING -> {
                // The join goes on when this is done; two masters would end each other's work.
                join.abandon();
                lapse.resetWithoutIncarnation();
                stopAlone(Phase.REFUSED, policy());
            }
            case WAITING -> stopAlone(Phase.LAPSED, policy());
            case RECONCILING -> goOnAlone();
            case CLOSED, ACTIVE, LAPSED, REFUSED -> {}
        }
    }

    /** The incarnation is lost: its services may be started elsewhere once it is settled. */
    private void refused() {
        boolean stopping = phase == Phase.LAPSED && lapse.lastPolicy() == LapsePolicy.STOP;
        lease.end();
        if (stopping) {
            enter(Phase.REFUSED);
        } else {
            stopAlone(Phase.REFUSED, LapsePolicy.STOP);
        }
    }

    private void stopAlone(Phase next, LapsePolicy policy) {
        LOG.warn("{}: no lease: {}", ports.self(), policy);
        enter(next);
        duties.abandon();
        actions.endLeased();
        remotes.endLeased();
        if (policy != LapsePolicy.LEAVE) {
            monitors.stopAll();
        }
        lapse.begin(policy, configuration(), this::stopped);
    }

    private LapsePolicy policy() {
        return departure.isRequested()
                ? LapsePolicy.STOP
                : LapsePolicy.of(configuration(), ports.clock().wall());
    }

    private Configuration configuration() {
        return states.current().configuration();
    }

    private void stopped(LapseRun.Report report) {
        stoppedAlone = !lapse.isDropped();
        switch (phase) {
            case LAPSED -> {
                reconcile(report);
                if (!lease.isHeld()) {
                    goOnAlone();
                }
            }
            case REFUSED -> startJoining();
            case CLOSED, JOINING, WAITING, ACTIVE, RECONCILING -> {}
        }
    }

    /** Tells the log what was done alone before anything else is done for it (safety.md 21). */
    private void reconcile(LapseRun.Report report) {
        enter(Phase.RECONCILING);
        openReports++;
        long ofIncarnation = incarnation;
        recorder.record(
                "reconcile:" + ports.self() + ":" + incarnation + ":" + lapse.count(),
                new Command.ReconcileLocal(
                        ports.self(), incarnation, report.done(), report.uncertain()),
                applied -> {
                    if (ofIncarnation == incarnation) {
                        openReports--;
                        reconciledIndex = Math.max(reconciledIndex, applied.index());
                        reconciled();
                    }
                });
    }

    private void reconciled() {
        if (phase == Phase.RECONCILING && openReports == 0) {
            actions.reset(incarnation);
            enter(Phase.WAITING);
            watchSolitude();
            look(states.current());
        }
    }

    private void enter(Phase next) {
        LOG.info("{}: {} (incarnation {})", ports.self(), next, incarnation);
        phase = next;
    }

    private enum Phase {
        CLOSED,
        JOINING,
        WAITING,
        ACTIVE,
        LAPSED,
        RECONCILING,
        /** What an incarnation that is over ran is being stopped before the next join. */
        REFUSED;

        boolean hasIncarnation() {
            return switch (this) {
                case WAITING, ACTIVE, LAPSED, RECONCILING -> true;
                case CLOSED, JOINING, REFUSED -> false;
            };
        }
    }

    private final class LeaseEvents implements QuorumLease.Listener {
        @Override
        public void granted(long commitIndex) {
            NodeExecutor.this.granted(commitIndex);
        }

        @Override
        public void lapsed() {
            NodeExecutor.this.lapsed();
        }

        @Override
        public void refused(String reason) {
            LOG.warn("the lease was refused: {}", reason);
            NodeExecutor.this.refused();
        }
    }

    private final class JoinEvents implements NodeJoin.Listener {
        @Override
        public void joined(long newIncarnation, Attached attached) {
            NodeExecutor.this.joined(newIncarnation, attached);
        }

        @Override
        public void refused(String reason) {
            LOG.warn("the cluster does not let this node in: {}", reason);
        }
    }
}
