// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.executor.ExecutorMonitors.Check;
import dev.mainstay.model.AgentName;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OcfExitCode;
import dev.mainstay.port.AgentClient.Order;
import dev.mainstay.port.EventLoop;
import dev.mainstay.state.ActionResult;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Join;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.RemoteMachine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Plays the resource agent {@code ocf:pacemaker:remote}: to start one is to connect to a remote
 * machine and to join it, its monitor asks whether the machine's agent answers, and to stop it is
 * to hand the machine back. While it is started, this member carries out what is ordered there.
 */
final class RemoteConnections implements ExecutorAgent {

    private final ExecutorPorts ports;
    private final EventLoop loop;
    private final OrderResolution resolution;
    private final Recorder recorder;
    private final RemoteNode.Host member;
    private final String version;
    private final ExecutorMonitors monitors;
    private final SortedMap<InstanceId, RemoteNode> held = new TreeMap<>();
    private long incarnation;

    RemoteConnections(
            ExecutorPorts ports,
            OrderResolution resolution,
            Recorder recorder,
            RemoteNode.Host member,
            String version) {
        this.ports = ports;
        this.loop = ports.loop();
        this.resolution = resolution;
        this.recorder = recorder;
        this.member = member;
        this.version = version;
        this.monitors = new ExecutorMonitors(ports, monitor -> check(
                monitor.instance(), Duration.ofMillis(monitor.timeoutMillis())));
    }

    /** A new incarnation of this member, or none: it holds no connection. */
    void reset(long newIncarnation) {
        incarnation = newIncarnation;
        held.values().forEach(RemoteNode::close);
        held.clear();
    }

    /** To be called under a lease only. */
    void reconcile(ClusterState state) {
        List.copyOf(held.values()).forEach(node -> node.look(state));
    }

    void extendLease() {
        held.values().forEach(RemoteNode::extendLease);
    }

    void endLeased() {
        held.values().forEach(RemoteNode::endLeased);
    }

    void reportAnew() {
        held.values().forEach(RemoteNode::reportAnew);
    }

    /** How many actions on remote machines have been handed out and have not ended. */
    long running() {
        return held.values().stream().mapToLong(RemoteNode::running).sum();
    }

    @Override
    public boolean runs(AgentName agent) {
        return agent.isRemoteConnection();
    }

    @Override
    public CompletableFuture<ActionResult> execute(Order order) {
        return switch (order.task()) {
            case PROBE -> ended(order, isUp(order.instance())
                    ? OcfExitCode.OK
                    : OcfExitCode.NOT_RUNNING);
            case START, MIGRATE_FROM -> {
                monitors.operated(order);
                yield when(order, connect(order));
            }
            case STOP -> {
                monitors.operated(order);
                yield when(order, disconnect(order.instance()));
            }
            // The machine is taken over from the other side; until then it is served from here.
            case MIGRATE_TO -> {
                monitors.operated(order);
                yield ended(order, OcfExitCode.OK);
            }
            case MONITOR -> when(order, check(
                    order.instance(), Duration.ofMillis(order.timeoutMillis())));
            case RELOAD, RELOAD_AGENT -> ended(order, OcfExitCode.OK);
            case PROMOTE, DEMOTE, NOTIFY, DELETE -> ended(order, OcfExitCode.UNIMPLEMENTED);
        };
    }

    @Override
    public ExecutorMonitors monitors() {
        return monitors;
    }

    private boolean isUp(InstanceId connection) {
        return Optional.ofNullable(held.get(connection)).filter(RemoteNode::isUp).isPresent();
    }

    private CompletableFuture<Check> check(InstanceId connection, Duration timeout) {
        return Optional.ofNullable(held.get(connection))
                .map(node -> node.check(timeout))
                .orElseGet(() -> done(new Check(OcfExitCode.NOT_RUNNING, "not connected")));
    }

    private CompletableFuture<Check> connect(Order order) {
        NodeId remote = new NodeId(order.instance().value());
        Optional<RemoteMachine> machine = Optional.ofNullable(
                ports.states().current().membership().remotes().get(remote));
        if (machine.filter(known -> !known.isAwaited()).isEmpty()) {
            return done(Check.of(false, "no remote machine " + remote + " was admitted: run 'agent"
                    + " join' there with a token of 'cluster node add-remote'"));
        }
        Optional.ofNullable(held.remove(order.instance())).ifPresent(RemoteNode::close);
        long host = incarnation;
        RemoteNode node = new RemoteNode(ports, resolution, machine.get(),
                address(machine.get(), order), member,
                bootId -> new NodeEvent.RemoteJoined(ports.self(), host, bootId, version));
        held.put(order.instance(), node);
        return node.connect(Duration.ofMillis(order.timeoutMillis()));
    }

    /** As the connection's parameters say, else where the machine said when it was admitted. */
    private static String address(RemoteMachine machine, Order order) {
        int colon = machine.address().lastIndexOf(':');
        String host = Optional.ofNullable(order.parameters().get("server"))
                .or(() -> Optional.ofNullable(order.parameters().get("addr")))
                .filter(server -> !server.isBlank())
                .map(server -> server.contains(":") && !server.startsWith("[")
                        ? "[" + server + "]"
                        : server)
                .orElseGet(() -> machine.address().substring(0, colon));
        String port = Optional.ofNullable(order.parameters().get("port"))
                .filter(text -> text.matches("[0-9]{1,5}"))
                .orElseGet(() -> machine.address().substring(colon + 1));
        return host + ":" + port;
    }

    private CompletableFuture<Check> disconnect(InstanceId connection) {
        Optional<RemoteNode> node = Optional.ofNullable(held.remove(connection));
        node.ifPresent(RemoteNode::release);
        NodeId remote = new NodeId(connection.value());
        // Another member may have taken it over, and then it is not this one's to give back.
        Optional<Join> mine = ports.states().current().node(remote)
                .filter(NodeRecord::isActive)
                .map(NodeRecord::join)
                .filter(join -> join.host()
                        .filter(new Join.Host(ports.self(), incarnation)::equals).isPresent());
        if (mine.isEmpty()) {
            node.ifPresent(RemoteNode::close);
            return done(Check.of(true, ""));
        }
        CompletableFuture<Check> ended = new CompletableFuture<>();
        long ofConnection = mine.get().incarnation();
        recorder.record("disconnect:" + remote + ":" + ofConnection,
                new Command.RecordNodeEvent(remote, new NodeEvent.Disconnected(ofConnection)),
                applied -> {
                    node.ifPresent(RemoteNode::close);
                    ended.complete(Check.of(true, ""));
                });
        return ended;
    }

    private CompletableFuture<ActionResult> when(Order order, CompletableFuture<Check> check) {
        Instant begun = ports.clock().wall();
        CompletableFuture<ActionResult> ended = new CompletableFuture<>();
        loop.when(check, found -> ended.complete(monitors.result(order, found, begun)));
        return ended;
    }

    private CompletableFuture<ActionResult> ended(Order order, OcfExitCode code) {
        return done(monitors.result(order, new Check(code, ""), ports.clock().wall()));
    }

    private static <T> CompletableFuture<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }
}
