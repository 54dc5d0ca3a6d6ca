// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import dev.mainstay.cli.cluster.LocalMembership;
import dev.mainstay.cli.connection.ChannelOpener;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.connection.NettyChannels;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.CreateJoinTokenRequest;
import dev.mainstay.proto.v1.MoveRequest;
import dev.mainstay.proto.v1.NodeStatusView;
import dev.mainstay.proto.v1.ResourceStatusView;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The demo's nodes, and what is asked of them over their API. */
final class DemoCluster {

    static final String NAME = "demo";

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration SETTLE_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final List<DemoNode> nodes;

    private DemoCluster(List<DemoNode> nodes) {
        this.nodes = nodes;
    }

    static DemoCluster planned(DemoFolder folder, LoopbackAddresses addresses) {
        ChannelOpener channels = new NettyChannels();
        return new DemoCluster(IntStream.range(0, addresses.nodes().size())
                .mapToObj(i -> new DemoNode("n" + (i + 1), addresses.nodes().get(i),
                        folder.node("n" + (i + 1)), channels))
                .toList());
    }

    List<DemoNode> nodes() {
        return nodes;
    }

    DemoNode node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst()
                .orElseThrow(() -> new NotSeen("node " + name, "no such node"));
    }

    /** Founds the cluster with the first node, then lets the others join, each by a token. */
    void found(Progress progress) throws IOException {
        DemoNode first = nodes.getFirst();
        Files.createDirectories(first.folder());
        LocalMembership.found(first.folder(), first.name(), first.address(), NAME);
        start(first, progress);
        awaitLeader(Optional.empty());
        for (DemoNode node : nodes.subList(1, nodes.size())) {
            Files.createDirectories(node.folder());
            String token = ask(first, START_LIMIT,
                    client -> client.cluster(
                            stub -> stub.createJoinToken(CreateJoinTokenRequest.newBuilder()
                                    .setContext(DemoServices.context())
                                    .build()))
                            .getToken());
            LocalMembership.join(node.folder(), node.name(), node.address(), token);
            start(node, progress);
        }
    }

    void start(DemoNode node, Progress progress) throws IOException {
        node.start();
        progress.line("started node " + node.name() + " on " + node.address());
    }

    /** Waits until every node is online and the cluster has nothing to do. */
    ClusterStatus awaitQuiet() {
        return Waiting.until("a quiet cluster with all nodes online", SETTLE_LIMIT,
                () -> Optional.of(status()).filter(status -> isQuiet(status)
                        && !status.getPosition().getLeader().isEmpty()
                        && status.getNodesList().stream().filter(DemoCluster::isOnline).count()
                                == nodes.size()));
    }

    /** The current status, asked of the first node that can answer. */
    ClusterStatus status() {
        RuntimeException last = new NotSeen("a status", "no node runs");
        for (DemoNode node : nodes) {
            if (node.isAlive()) {
                try (ClusterClient client = node.connect()) {
                    return client.status(Consistency.CURRENT);
                } catch (CommandFailure notNow) {
                    last = notNow;
                }
            }
        }
        throw last;
    }

    /** What one node has applied by itself. */
    ClusterStatus localStatus(DemoNode node) {
        try (ClusterClient client = node.connect()) {
            return client.status(Consistency.LOCAL);
        }
    }

    /** Waits for a leader, another one than the given. */
    DemoNode awaitLeader(Optional<DemoNode> not) {
        return Waiting.until("a leader", START_LIMIT, () -> Optional
                .of(status().getPosition().getLeader())
                .filter(name -> !name.isEmpty()
                        && not.filter(node -> node.name().equals(name)).isEmpty())
                .map(this::node));
    }

    /** The node that runs the web server, if it does run. */
    Optional<DemoNode> runner(ClusterStatus status) {
        return status.getResourcesList().stream()
                .filter(resource -> resource.getId().equals(DemoServices.SERVER)
                        && resource.getRole().equals("Started")
                        && resource.getNodesCount() == 1)
                .findFirst()
                .map(resource -> node(resource.getNodes(0)));
    }

    /** Moves the service and waits until it runs there and all is quiet. */
    void move(DemoNode target) {
        MoveRequest request = MoveRequest.newBuilder()
                .setContext(DemoServices.context())
                .setResource(DemoServices.GROUP)
                .setNode(target.name())
                .build();
        ask(target, SETTLE_LIMIT, client -> client.resources(stub -> stub.move(request)));
        Waiting.untilTrue("the service on " + target.name() + " after a move", SETTLE_LIMIT, () -> {
            ClusterStatus status = status();
            return isQuiet(status) && runner(status).filter(target::equals).isPresent();
        });
    }

    /** Stops the services, then the daemons; what does not end is left for the caller to find. */
    void stop() {
        DemoNode any = nodes.stream().filter(DemoNode::isAlive).findFirst()
                .orElseThrow(() -> new NotSeen("an orderly stop", "no node runs"));
        ask(any, SETTLE_LIMIT, client -> {
            DemoServices.stopAll(client);
            return true;
        });
        Waiting.untilTrue("all services stopped", SETTLE_LIMIT, () -> {
            ClusterStatus status = status();
            return isQuiet(status) && status.getResourcesList().stream()
                    .filter(resource -> resource.getKind().equals("primitive"))
                    .allMatch(DemoCluster::isStopped);
        });
        nodes.forEach(DemoNode::terminate);
        Waiting.untilTrue("the end of all daemons", STOP_LIMIT,
                () -> nodes.stream().noneMatch(DemoNode::isAlive));
    }

    <R> R ask(DemoNode node, Duration limit, Function<ClusterClient, R> question) {
        return Waiting.until("an answer of " + node.name(), limit, () -> {
            try (ClusterClient client = node.connect()) {
                return Optional.of(question.apply(client));
            }
        });
    }

    static boolean isOnline(NodeStatusView node) {
        return node.getState().equals("online");
    }

    private static boolean isQuiet(ClusterStatus status) {
        return status.getTransition().getInFlight() == 0
                && !status.getTransition().getPlanWanted();
    }

    private static boolean isStopped(ResourceStatusView resource) {
        return resource.getRole().equals("Stopped") || resource.getAgent().startsWith("stonith:");
    }
}
