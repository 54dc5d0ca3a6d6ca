// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.executor.ExecutorMonitors.Check;
import dev.mainstay.executor.NodeView.Standing;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.AgentClient;
import dev.mainstay.port.AgentClient.Attached;
import dev.mainstay.port.AgentClient.Health;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.RemoteAgents.Line;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.state.RemoteMachine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a remote machine, and what its host does for it: joins it, carries out what the
 * log orders there, keeps its monitors, answers its tools, and hands the host's lease on. It acts
 * for one incarnation of the machine, the one that the log gave this connection (safety.md 11).
 */
final class RemoteNode {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteNode.class);
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofMillis(300);

    private final ExecutorPorts host;
    private final EventLoop loop;
    private final NodeId remote;
    private final RemoteClock clock;
    private final Line line;
    private final AgentClient agent;
    private final Recorder recorder;
    private final NodeJoin join;
    private final OwnActions actions;
    private final RecurringMonitors monitors;
    private final LongSupplier hostLease;
    private final Runnable lookAgain;
    private final CompletableFuture<Check> connected = new CompletableFuture<>();
    private SortedSet<String> excluded = new TreeSet<>();
    private Phase phase = Phase.JOINING;
    private String refusal = "it does not answer";
    private String bootId = "";
    private String instance = "";
    private long incarnation;

    private enum Phase {
        JOINING,
        /** The entry is committed; the incarnation may have to wait for that before it. */
        ADMITTED,
        UP,
        /** Superseded, rebooted, fenced or closed: nothing is done for it any more. */
        OVER
    }

    /**
     * What a connection needs of the member that holds it.
     *
     * @param lease the end of its lease on its own boot clock
     * @param lookAgain has it look at the state again, if it has a lease
     */
    record Host(LongSupplier lease, Runnable lookAgain) {}

    /** @param connection makes the event that brings the machine in, of its kernel's boot id */
    RemoteNode(
            ExecutorPorts host,
            OrderResolution resolution,
            RemoteMachine machine,
            String address,
            Host member,
            Function<String, NodeEvent> connection) {
        this.host = host;
        this.loop = host.loop();
        this.remote = machine.node();
        this.hostLease = member.lease();
        this.lookAgain = member.lookAgain();
        this.clock = new RemoteClock(host.clock());
        this.line = host.remotes().open(machine, address, clock);
        this.agent = line.agent();
        ExecutorPorts ports = host.of(remote, clock, agent);
        this.recorder = new Recorder(ports);
        this.join = new NodeJoin(ports, recorder, connection, new JoinEvents());
        this.actions = new OwnActions(ports, resolution, this::leaseDeadline, recorder, List.of());
        this.monitors = new RecurringMonitors(ports, resolution, recorder, List.of());
        agent.onToolCall(new ToolCalls(ports, recorder, () -> incarnation)::answer);
    }

    /** Connects; completes with how that ended, within the time-out. */
    CompletableFuture<Check> connect(Duration timeout) {
        exclude(host.states().current());
        join.begin();
        loop.after(timeout, () -> {
            if (!connected.isDone()) {
                close();
                connected.complete(Check.of(false, remote + ": " + refusal));
            }
        });
        return connected;
    }

    boolean isUp() {
        return phase == Phase.UP;
    }

    long incarnation() {
        return incarnation;
    }

    long running() {
        return actions.running();
    }

    /** Brings what is done there in line with the state; to be called under a lease only. */
    void look(ClusterState state) {
        if (phase == Phase.JOINING || phase == Phase.OVER
                || state.appliedIndex() < incarnation) {
            return;
        }
        NodeView view = NodeView.of(state, remote, incarnation);
        if (view.standing() == Standing.OVER) {
            LOG.info("the connection to {}, incarnation {}, is over", remote, incarnation);
            end();
            return;
        }
        if (!view.standing().mayAct()) {
            refusal = "what ran there before is not settled yet";
            return;
        }
        if (phase == Phase.ADMITTED) {
            phase = Phase.UP;
            extendLease();
            connected.complete(Check.of(true, ""));
        }
        exclude(state);
        actions.reconcile(view);
        monitors.reconcile(view);
    }

    void extendLease() {
        if (phase == Phase.UP) {
            agent.updateLease(incarnation, leaseDeadline());
        }
    }

    /** The host's lease is over: what needs one ends, the rest is awaited. */
    void endLeased() {
        actions.endLeased();
    }

    void reportAnew() {
        monitors.reportAnew();
    }

    /** Whether the agent answers; asks until it does, or the time is over. */
    CompletableFuture<Check> check(Duration timeout) {
        CompletableFuture<Check> answer = new CompletableFuture<>();
        ask(host.clock().bootNanos() + timeout.toNanos(), answer);
        return answer;
    }

    private void ask(long untilNanos, CompletableFuture<Check> answer) {
        loop.when(agent.health(), health -> {
            taken(health);
            if (phase == Phase.OVER) {
                answer.complete(Check.of(false, remote + ": the connection is over"));
            } else if (health.filter(this::isAttached).isPresent()) {
                answer.complete(Check.of(true, ""));
            } else if (host.clock().bootNanos() >= untilNanos) {
                answer.complete(Check.of(false, remote + " does not answer"));
            } else {
                loop.after(RETRY, () -> ask(untilNanos, answer));
            }
        });
    }

    private boolean isAttached(Health health) {
        return health.working() && health.bootId().equals(bootId)
                && health.instance().equals(instance);
    }

    /** The connection is to end in order: nothing there is watched any more. */
    void release() {
        if (phase == Phase.UP) {
            monitors.stopAll();
        }
    }

    /** Does nothing more; what is up there stays up. */
    void close() {
        end();
        line.close();
    }

    private void end() {
        phase = Phase.OVER;
        join.abandon();
        recorder.abandon();
        actions.reset(0);
        monitors.reset(0);
    }

    private long leaseDeadline() {
        return clock.of(hostLease.getAsLong());
    }

    private void joined(long newIncarnation, Attached attached) {
        incarnation = newIncarnation;
        bootId = attached.bootId();
        actions.reset(newIncarnation);
        monitors.reset(newIncarnation);
        agent.acknowledge(newIncarnation,
                attached.results().stream().map(AgentClient.Result::action).toList());
        measure();
    }

    /** No lease is handed on before the clocks were compared. */
    private void measure() {
        loop.when(agent.health(), health -> {
            if (phase != Phase.JOINING) {
                return;
            }
            if (health.filter(Health::working).isEmpty()) {
                loop.after(RETRY, this::measure);
                return;
            }
            instance = health.get().instance();
            phase = Phase.ADMITTED;
            taken(health);
            lookAgain.run();
            askAgain();
        });
    }

    private void askAgain() {
        loop.after(ASK_EVERY, () -> {
            if (phase != Phase.OVER) {
                loop.when(agent.health(), health -> {
                    taken(health);
                    askAgain();
                });
            }
        });
    }

    private void taken(Optional<Health> answer) {
        if (answer.isEmpty() || phase == Phase.OVER || phase == Phase.JOINING) {
            return;
        }
        Health health = answer.get();
        if (!health.bootId().equals(bootId)) {
            LOG.warn("{} was rebooted", remote);
            end();
            return;
        }
        clock.read(health.bootNanos());
        if (!health.instance().equals(instance)) {
            attachAgain(health.instance());
        }
    }

    /** The agent was started again. What it ran at the time it reports as interrupted. */
    private void attachAgain(String newInstance) {
        long ofIncarnation = incarnation;
        loop.when(agent.attach(ofIncarnation), attached -> {
            if (attached.isPresent() && phase != Phase.OVER && !instance.equals(newInstance)) {
                LOG.info("the agent of {} was started again", remote);
                instance = newInstance;
                monitors.sendAnew();
                extendLease();
            }
        });
    }

    /** Told anew whenever it changes; a machine that did not take it in is asked again. */
    private void exclude(ClusterState state) {
        SortedSet<String> removed = state.membership().removed().keySet();
        if (!removed.equals(excluded)) {
            SortedSet<String> told = new TreeSet<>(removed);
            excluded = told;
            loop.when(line.exclude(told), taken -> {
                if (!taken && excluded.equals(told)) {
                    excluded = new TreeSet<>();
                }
            });
        }
    }

    private final class JoinEvents implements NodeJoin.Listener {
        @Override
        public void joined(long newIncarnation, Attached attached) {
            RemoteNode.this.joined(newIncarnation, attached);
        }

        @Override
        public void refused(String reason) {
            refusal = reason;
        }
    }
}
