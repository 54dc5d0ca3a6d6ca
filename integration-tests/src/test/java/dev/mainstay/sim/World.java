// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.codec.StoredFormat;
import dev.mainstay.leader.LossWatch;
import dev.mainstay.leader.Planner;
import dev.mainstay.leader.SchedulerPlanner;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.LeaseClient.Renewal;
import dev.mainstay.port.LeaseClient.Reply;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.Proposed;
import dev.mainstay.state.Applied;
import dev.mainstay.state.Author;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.CommandApplier;
import dev.mainstay.state.LogEntry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A simulated cluster: machines, and the network, the log and the power switch between them. After
 * every event the invariants are checked; the first violation ends the run with what happened
 * before it.
 */
final class World {

    private static final int TRACED = 150;
    /** Of so many applications one is done for real although its result is known. */
    private static final int SAMPLED = 61;

    /** Several times what the busiest cluster needs; more means that it runs in circles. */
    private static final int MOST_ENTRIES = 3_000;

    private final long seed;
    private final Profile profile;
    private final Planted planted;
    private final VirtualTime time = new VirtualTime(this::afterEvent);
    private final SimulatedNetwork network;
    private final SimulatedLog log;
    private final SortedMap<NodeId, Machine> machines = new TreeMap<>();
    private final Operations operations;
    private final SimulatedPower power;
    private final StoredFormat format = new StoredFormat();
    private final Applying applier;
    private final List<Applied> applied = new ArrayList<>();
    private final List<Long> committedNanos = new ArrayList<>();
    private final LogInvariants logInvariants;
    private final ServiceInvariants serviceInvariants;
    private final Deque<Noted> trace = new ArrayDeque<>();
    private Optional<Violation> found = Optional.empty();
    private boolean servicesChanged;
    private int traced = TRACED;

    World(long seed, Profile profile, Planted planted) {
        this.seed = seed;
        this.profile = profile;
        this.planted = planted;
        this.network = new SimulatedNetwork(time, new Chance(seed, "network"));
        this.log = new SimulatedLog(time, new Chance(seed, "log"), network, this::committed);
        this.operations = new Operations(profile.roughness());
        this.power = new SimulatedPower(this, profile);
        this.applier = planted.everywhere(new CommandApplier(format)::apply);
        this.logInvariants = new LogInvariants(this);
        this.serviceInvariants = new ServiceInvariants(this);
        for (int i = 1; i <= profile.machines(); i++) {
            NodeId id = new NodeId("n" + i);
            log.addVoter(id);
            Machine machine = new Machine(this, id, seed);
            machines.put(id, machine);
            new LapseWatch(this, machine).begin();
        }
    }

    long seed() {
        return seed;
    }

    /** An agent asks for the node's counter to be raised by one. */
    void counted(NodeId node) {
        logInvariants.counted(node);
    }

    Profile profile() {
        return profile;
    }

    Planted planted() {
        return planted;
    }

    VirtualTime time() {
        return time;
    }

    SimulatedNetwork network() {
        return network;
    }

    SimulatedLog log() {
        return log;
    }

    Operations behaviour() {
        return operations;
    }

    SimulatedPower powerSwitch() {
        return power;
    }

    Collection<Machine> machines() {
        return machines.values();
    }

    Machine machine(NodeId id) {
        return Optional.ofNullable(machines.get(id)).orElseThrow();
    }

    /** @param number from 0 */
    Machine machine(int number) {
        return machine(new NodeId("n" + (number % machines.size() + 1)));
    }

    Optional<Machine> leader() {
        return log.leader().map(this::machine).filter(Machine::isUp);
    }

    /** The newest committed state. */
    ClusterState state() {
        return applied.isEmpty() ? ClusterState.initial() : applied.getLast().state();
    }

    ClusterState stateAt(long index) {
        return index == 0 ? ClusterState.initial() : applied.get((int) index - 1).state();
    }

    /**
     * Apply is a pure function, so what is known of an entry is computed again as a sample only.
     */
    Applying applying() {
        return (state, entry) -> {
            Applied known = applied.get((int) entry.index() - 1);
            boolean sampled = (entry.index() + seed) % SAMPLED == 0;
            return sampled ? applier.apply(state, entry) : known;
        };
    }

    Planner planner(NodeId node, LossWatch losses) {
        Duration lease = LivenessSettings.LOCAL_NETWORK.lease();
        Planner planner = new SchedulerPlanner(node, lease, losses);
        Planner again = new SchedulerPlanner(node, lease, losses);
        return (state, now) -> {
            Planner.Planned planned = planner.plan(state, now);
            if ((state.appliedIndex() + seed) % SAMPLED == 0
                    && !again.plan(state, now).equals(planned)) {
                throw violation(5, "two plans of state " + state.appliedIndex() + " differ");
            }
            return planned;
        };
    }

    private void committed(LogEntry entry) {
        ClusterState before = state();
        Applied after = applier.apply(before, entry);
        applied.add(after);
        committedNanos.add(time.nowNanos());
        note(() -> EntryText.of(entry, after.outcome()));
        if (applied.size() > MOST_ENTRIES) {
            throw violation(0, "the cluster does not come to rest: " + MOST_ENTRIES + " entries");
        }
        logInvariants.check(before, entry, after);
    }

    /** How long the log was at some time in the past. */
    long commitIndexAt(long nanos) {
        int index = committedNanos.size();
        while (index > 0 && committedNanos.get(index - 1) > nanos) {
            index--;
        }
        return index;
    }

    /** A machine applied an entry. */
    @SuppressWarnings("ReferenceEquality") // The one that was computed for all, mostly.
    void applied(NodeId node, LogEntry entry, Applied result) {
        Applied known = applied.get((int) entry.index() - 1);
        if (known != result && !(known.outcome().equals(result.outcome())
                && isSame(known.state(), result.state()))) {
            throw violation(4, node + " applied entry " + entry.index() + " ("
                    + entry.command().getClass().getSimpleName() + ") otherwise than others");
        }
    }

    /** Equal states have equal digests, and to compare them is far quicker. */
    private boolean isSame(ClusterState one, ClusterState other) {
        return one.equals(other) || format.digest(one).equals(format.digest(other));
    }

    /** A leader answered a renewal that was sent at {@code sentNanos}. */
    void granted(Renewal renewal, long sentNanos, Reply reply) {
        if (reply instanceof Reply.Granted grant) {
            logInvariants.granted(renewal, sentNanos, grant);
        }
    }

    void servicesChanged() {
        servicesChanged = true;
    }

    /** Whoever found a violation may have thrown it at a thread or future that keeps it quiet. */
    private void afterEvent() {
        if (servicesChanged) {
            servicesChanged = false;
            serviceInvariants.check();
        }
        if (found.isPresent()) {
            throw found.get();
        }
    }

    boolean migrate(String instance, NodeId from, String to) {
        return machines.values().stream()
                .filter(machine -> machine.id().value().equals(to) && machine.isOn()
                        && network.connects(from, machine.id()))
                .findFirst()
                .map(machine -> {
                    machine.services().set(instance, false);
                    return true;
                })
                .orElse(false);
    }

    /** A change that an operator asks for at some machine; whether it works shows later. */
    void propose(Machine at, Command command) {
        if (at.isRunning()) {
            note("operator at " + at.id() + ": " + command.getClass().getSimpleName());
            var unused = log.propose(at.id(), Proposal.of(command, Author.cluster("operator")));
        }
    }

    /** Proposes until it is applied. */
    void insist(Command command) {
        boolean[] done = {false};
        require("a command to be applied", () -> {
            if (!done[0] && log.leader().isPresent() && !asking) {
                asking = true;
                var unused = log.propose(log.leader().get(),
                        Proposal.of(command, Author.cluster("operator"))).thenAccept(proposed -> {
                            asking = false;
                            done[0] = proposed instanceof Proposed.Applied;
                        });
            }
            return done[0];
        }, Duration.ofMinutes(2));
    }

    private boolean asking;

    void require(String what, BooleanSupplier condition, Duration within) {
        require(what, condition, within, () -> "");
    }

    void require(String what, BooleanSupplier condition, Duration within,
            Supplier<String> missing) {
        if (!time.runUntil(condition, within)) {
            throw violation(0, "waited " + within.toSeconds() + " s in vain for " + what + ": "
                    + missing.get());
        }
    }

    void note(String event) {
        note(() -> event);
    }

    /** @param event is asked for its text only if the trace is told */
    private void note(Supplier<String> event) {
        trace.add(new Noted(time.nowMillis(), event));
        if (trace.size() > traced) {
            trace.removeFirst();
        }
    }

    /** What happened last. */
    String trace() {
        return trace.stream().map(Noted::text).collect(Collectors.joining("\n"));
    }

    /** Keeps all of the trace. */
    void traceAll() {
        traced = Integer.MAX_VALUE;
    }

    /** An exception of the product, or of the simulation itself. */
    Violation broken(RuntimeException exception) {
        for (StackTraceElement frame : exception.getStackTrace()) {
            note("  " + frame);
        }
        return violation(0, "broken by " + exception);
    }

    /** The first one ends the run, wherever it is thrown. */
    Violation violation(int invariant, String what) {
        Violation violation = new Violation(invariant, "at " + time.nowMillis() + " ms: "
                + (invariant == 0 ? "" : "invariant " + invariant + ": ") + what,
                trace());
        found = found.or(() -> Optional.of(violation));
        return violation;
    }

    private record Noted(long millis, Supplier<String> event) {
        String text() {
            return millis + " ms: " + event.get();
        }
    }
}
