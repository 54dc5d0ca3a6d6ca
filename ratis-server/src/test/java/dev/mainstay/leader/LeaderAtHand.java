// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.Proposed;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * The surroundings of a leader, node "a": its log is a scenario, its rounds succeed at once, its
 * tasks run at once, and time passes when the test says so.
 */
final class LeaderAtHand implements EventLoop, NodeClock, Leadership, StateSource {

    private final Scenario scenario;
    private final List<Command> proposed = new ArrayList<>();
    private final List<NodeId> handedTo = new ArrayList<>();
    private final Deque<Due> timers = new ArrayDeque<>();
    private final List<Duration> delays = new ArrayList<>();
    private final List<StateSource.Listener> listeners = new ArrayList<>();
    private boolean logWorks = true;
    private long nowNanos;

    LeaderAtHand(Scenario scenario) {
        this.scenario = scenario;
    }

    LeaderPorts ports() {
        return new LeaderPorts(new NodeId("a"), this, this, this, this, this::propose);
    }

    /** Proposals stay under way from now on. */
    void breakLog() {
        logWorks = false;
    }

    List<Command> proposed() {
        return proposed;
    }

    List<NodeId> handedTo() {
        return handedTo;
    }

    /** For how long tasks were put off, in their order. */
    List<Duration> delays() {
        return delays;
    }

    void pass(Duration time) {
        nowNanos += time.toNanos();
    }

    /** Runs what is waiting for its time, whatever that is. */
    void runTimers() {
        List<Due> due = List.copyOf(timers);
        timers.clear();
        due.forEach(timer -> timer.task().run());
    }

    /** Lets time pass and runs what fell due by then. */
    void elapse(Duration time) {
        pass(time);
        for (Due timer : List.copyOf(timers)) {
            if (timer.atNanos() <= nowNanos && timers.remove(timer)) {
                timer.task().run();
            }
        }
    }

    private CompletableFuture<Proposed> propose(Proposal proposal) {
        proposed.add(proposal.command());
        if (!logWorks) {
            return new CompletableFuture<>();
        }
        return CompletableFuture.completedFuture(new Proposed.Applied(
                scenario.index() + 1, scenario.apply(proposal.command())));
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        delays.add(delay);
        Due due = new Due(nowNanos + delay.toNanos(), task);
        timers.add(due);
        return () -> timers.remove(due);
    }

    @Override
    public long bootNanos() {
        return nowNanos;
    }

    @Override
    public Instant wall() {
        return scenario.time();
    }

    private record Due(long atNanos, Runnable task) {}

    @Override
    public OptionalLong leadingTerm() {
        return OptionalLong.of(Scenario.TERM);
    }

    @Override
    public Optional<NodeId> leader() {
        return Optional.of(new NodeId("a"));
    }

    @Override
    public CompletableFuture<Optional<Proof>> prove() {
        return CompletableFuture.completedFuture(
                Optional.of(new Proof(Scenario.TERM, scenario.index())));
    }

    @Override
    public CompletableFuture<Boolean> transferTo(NodeId node) {
        handedTo.add(node);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public AutoCloseable subscribe(Leadership.Listener listener) {
        return () -> {};
    }

    @Override
    public ClusterState current() {
        return scenario.state();
    }

    @Override
    public AutoCloseable subscribe(StateSource.Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Tells who subscribed of the scenario's state. */
    void applied() {
        listeners.forEach(listener -> listener.applied(current(), List.of()));
    }
}
