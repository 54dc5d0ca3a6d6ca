// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.codec.StoredFormat;
import dev.mainstay.executor.OrderResolution;
import dev.mainstay.executor.OrderResolution.ResolvedOrder;
import dev.mainstay.leader.Planner;
import dev.mainstay.model.AgentName;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Operation;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationList;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.ResourceOptions;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.port.LivenessSettings;
import dev.mainstay.port.Proposal;
import dev.mainstay.port.Proposed;
import dev.mainstay.state.Author;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Member;
import dev.mainstay.state.MembershipChange;
import dev.mainstay.transition.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A simulated cluster: machines, the log between them, one service and one fence device. After
 * every event the invariants are checked; the first violation ends the run with what happened
 * before it.
 */
final class World {

    static final InstanceId SERVICE = new InstanceId("db");

    private static final int TRACED = 40;

    private final long seed;
    private final LivenessSettings settings = LivenessSettings.LOCAL_NETWORK;
    private final VirtualTime time = new VirtualTime(this::checkInvariants);
    private final SortedMap<NodeId, SimulatedNode> nodes = new TreeMap<>();
    private final List<String> trace = new ArrayList<>();
    private final List<NodeId> poweredOff = new ArrayList<>();
    private final SimulatedLog log;
    private final Script script;

    World(long seed, int size, Script script) {
        this.seed = seed;
        this.script = script;
        List<NodeId> voters = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            voters.add(new NodeId("n" + i));
        }
        this.log = new SimulatedLog(time, new Chance(seed, "log"), voters);
        voters.forEach(id -> nodes.put(id, new SimulatedNode(this, id, seed)));
    }

    /** Founds the cluster, and waits until its service runs. */
    void boot() {
        nodes.values().forEach(SimulatedNode::start);
        require("a leader", () -> log.leader().isPresent());
        found();
        require("the service to run", this::isServing);
    }

    VirtualTime time() {
        return time;
    }

    SimulatedLog log() {
        return log;
    }

    LivenessSettings settings() {
        return settings;
    }

    SimulatedAgent.Behaviour behaviour() {
        return script;
    }

    int fencingSuccessPercent() {
        return script.fencingSuccessPercent();
    }

    Planner planner(NodeId node) {
        return script.planner(node);
    }

    SimulatedNode node(int number) {
        return node(new NodeId("n" + number));
    }

    SimulatedNode node(NodeId id) {
        return Optional.ofNullable(nodes.get(id)).orElseThrow();
    }

    List<SimulatedNode> nodes() {
        return List.copyOf(nodes.values());
    }

    /** Machines that a fence device switched off, in order. */
    List<NodeId> poweredOff() {
        return List.copyOf(poweredOff);
    }

    SimulatedNode leader() {
        return node(log.leader().orElseThrow());
    }

    /** The state of whoever leads. */
    ClusterState state() {
        return leader().state();
    }

    void powerOff(NodeId target) {
        note("power off " + target);
        poweredOff.add(target);
        node(target).powerOff();
    }

    void note(String event) {
        trace.add(time.nowNanos() / 1_000_000 + " ms: " + event);
        if (trace.size() > TRACED) {
            trace.removeFirst();
        }
    }

    Optional<SimulatedNode> leaderFor(NodeId asking) {
        return log.leader().filter(leader -> log.reaches(asking, leader)).map(this::node);
    }

    /** The machines on which the service really is active. */
    List<NodeId> serving() {
        return nodes.values().stream()
                .filter(node -> node.agent().active().contains(SERVICE))
                .map(SimulatedNode::id)
                .toList();
    }

    boolean isServing() {
        return serving().size() == 1 && log.leader().isPresent()
                && leader().isUp() && !state().planDemand().isWanted()
                && state().inFlight().isEmpty();
    }

    void require(String what, BooleanSupplier condition) {
        require(what, condition, Duration.ofSeconds(60));
    }

    void require(String what, BooleanSupplier condition, Duration within) {
        if (!time.runUntil(condition, within)) {
            throw failure("waited " + within.toMillis() + " ms in vain for " + what);
        }
    }

    void propose(Command command) {
        NodeId from = log.leader().orElseThrow();
        boolean[] applied = {false};
        var unused = log.propose(from, Proposal.of(command, Author.cluster("test")))
                .thenAccept(proposed -> {
                    applied[0] = proposed instanceof Proposed.Applied;
                    note(command.getClass().getSimpleName() + ": " + proposed);
                });
        require("a command to be applied", () -> applied[0]);
    }

    boolean anyNode(Predicate<SimulatedNode> condition) {
        return nodes.values().stream().anyMatch(condition);
    }

    OrderResolution resolution() {
        return script.resolution();
    }

    private static OrderResolution plainResolution() {
        return (configuration, action, node, now) -> configuration.resources().stream()
                .filter(resource -> resource.id().equals(action.resource()))
                .flatMap(resource -> resource instanceof Primitive primitive
                        ? primitive.agent().stream()
                        : Optional.<AgentName>empty().stream())
                .findFirst()
                .map(agent -> new ResolvedOrder(agent, SortedMaps.empty(), SortedMaps.empty(),
                        SortedMaps.empty(), OperationDigests.NONE, "Started", 0));
    }

    /** That machines that applied equally much hold equal states. */
    void requireAgreement() {
        SortedMap<Long, String> digests = new TreeMap<>();
        for (SimulatedNode node : nodes.values()) {
            if (node.isUp()) {
                String digest = new StoredFormat().digest(node.state());
                String other = digests.putIfAbsent(node.state().appliedIndex(), digest);
                if (other != null && !other.equals(digest)) {
                    throw failure("states differ at index " + node.state().appliedIndex());
                }
            }
        }
    }

    AssertionError failure(String what) {
        return new AssertionError("seed " + seed + " at " + time.nowNanos() / 1_000_000 + " ms: "
                + what + "\n" + String.join("\n", trace)
                + "\nlast of the log:\n" + log.entries().stream()
                        .skip(Math.max(0, log.commitIndex() - TRACED))
                        .map(entry -> entry.index() + " " + entry.time() + " " + entry.command())
                        .collect(Collectors.joining("\n")));
    }

    /** Makes a cluster of the machines, with one service and one fence device. */
    void found() {
        propose(membership(new MembershipChange.Founded("cluster", "simulated", member("n1"))));
        nodes.keySet().stream().skip(1).forEach(node -> {
            propose(membership(new MembershipChange.TokenIssued(
                    node.value(), "hash", Instant.parse("2027-01-01T00:00:00Z"))));
            propose(membership(new MembershipChange.Admitted(
                    node.value(), "hash", member(node.value()))));
        });
        List<Resource> resources = new ArrayList<>();
        resources.add(primitive("switch",
                new AgentName("stonith", Optional.empty(), "fence_sim"), List.of()));
        script.services().forEach(service -> resources.add(primitive(service.value(),
                new AgentName("ocf", Optional.of("test"), "service"),
                List.of(new Operation(Optional.of(service + "-monitor"), Optional.empty(),
                        "monitor", "1s", SortedMaps.empty(), List.of(), List.of())))));
        Configuration configuration = Configuration.EMPTY.withResources(resources);
        propose(new Command.ChangeConfiguration(Optional.empty(),
                new Command.ConfigurationChange.Document(configuration), "test"));
    }

    private static Command membership(MembershipChange change) {
        return new Command.ChangeMembership(change);
    }

    private static Member member(String node) {
        return new Member(new NodeId(node), "member-" + node, "key-" + node, node + ".1",
                node + ":7420", node + ":7421", true);
    }

    private static Primitive primitive(
            String id, AgentName agent, List<Operation> operations) {
        return new Primitive(new ResourceId(id), Optional.empty(), Optional.of(agent),
                ResourceOptions.EMPTY,
                new OperationList(Optional.empty(), Optional.empty(), operations));
    }

    private void checkInvariants() {
        if (serving().size() > 1) {
            throw failure(SERVICE + " is active on " + serving());
        }
        for (SimulatedNode node : nodes.values()) {
            if (node.agent().mostForks() > 1) {
                throw failure("an action was begun twice on " + node.id());
            }
        }
    }

    /** How the simulated machines behave. */
    interface Script extends SimulatedAgent.Behaviour {

        /** Everything works and takes some tens of milliseconds. */
        Script QUICK = new Script() {};

        default Planner planner(NodeId leader) {
            return new NaivePlanner();
        }

        default List<InstanceId> services() {
            return List.of(SERVICE);
        }

        default OrderResolution resolution() {
            return plainResolution();
        }

        default int fencingSuccessPercent() {
            return 100;
        }

        @Override
        default Duration duration(Task task, InstanceId instance, Chance chance) {
            return chance.millis(10, 120);
        }

        @Override
        default boolean fails(Task task, InstanceId instance, Chance chance) {
            return false;
        }
    }
}
