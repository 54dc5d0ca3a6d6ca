// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.awaitility.Awaitility.await;

import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ChangeConfigurationRequest;
import dev.mainstay.proto.v1.ChangeContext;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdits;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.ResourceStatusView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A cluster of daemons on loopback addresses; closing it kills all that its nodes started. */
final class ProcessCluster implements AutoCloseable {

    /** Settings of nodes that wait longer than a daemon's start takes on a busy machine. */
    static final String PATIENT = """
            liveness:
              suspect-after: 5s
              lose-after: 20s
              lease: 30s
            """;

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Path folder;
    private final List<NodeProcess> nodes;

    private final int block;
    private final String settings;

    private ProcessCluster(
            Path folder, int block, String settings, List<NodeProcess> nodes) {
        this.settings = settings;
        this.folder = folder;
        this.block = block;
        this.nodes = new CopyOnWriteArrayList<>(nodes);
    }

    /**
     * Founds a cluster over the command line and waits until all of its nodes are online.
     *
     * @param block third number of the loopback addresses, of one test class alone
     */
    static ProcessCluster founded(Path folder, int block, int size) {
        return founded(folder, block, size, "");
    }

    /** @param settings more lines for each node's own settings */
    static ProcessCluster founded(Path folder, int block, int size, String settings) {
        ProcessCluster cluster = of(folder, block, size, settings);
        try {
            cluster.found();
            return cluster;
        } catch (RuntimeException | Error failure) {
            cluster.close();
            throw failure;
        }
    }

    /** Nodes that belong to no cluster yet. */
    static ProcessCluster of(Path folder, int block, int size) {
        return of(folder, block, size, "");
    }

    private static ProcessCluster of(Path folder, int block, int size, String settings) {
        return new ProcessCluster(folder, block, settings, IntStream.rangeClosed(1, size)
                .mapToObj(number -> node(folder, block, number))
                .toList());
    }

    /** A node that belongs to no cluster yet. */
    static NodeProcess node(Path folder, int block, int number) {
        return new NodeProcess("n" + number, "127.0." + block + "." + number,
                folder.resolve("n" + number));
    }

    private void found() {
        NodeProcess first = nodes.getFirst();
        first.member("init", "test").succeeded();
        start(first);
        awaitStatus("a leader", status -> !status.getPosition().getLeader().isEmpty());
        ignoreLoad(first);
        for (NodeProcess node : nodes.subList(1, nodes.size())) {
            join(node);
        }
        awaitQuiet();
    }

    /** The load of the machine that all nodes share is none of theirs. */
    private static void ignoreLoad(NodeProcess node) {
        try (ClusterClient client = node.connect()) {
            client.change(ChangeConfigurationRequest.newBuilder()
                    .setContext(ChangeContext.newBuilder().setRequestId("ignore-load"))
                    .setEdits(ConfigurationEdits.newBuilder().addEdits(Edits.setProperty(
                            ConfigurationSection.CLUSTER_PROPERTIES, "load-threshold", "0%")))
                    .build());
        }
    }

    private void join(NodeProcess node) {
        String token = any().mainstay("cluster", "token").succeeded().out().strip();
        node.member("join", token).succeeded();
        start(node);
    }

    private void start(NodeProcess node) {
        node.addSettings(settings);
        node.start();
    }

    /** Lets one of these nodes join over one that runs, and starts it. */
    void join(String name) {
        join(node(name));
    }

    /** Lets a further machine join and start. */
    NodeProcess join(String name, int number) {
        NodeProcess node = new NodeProcess(name, "127.0." + block + "." + number,
                folder.resolve(name));
        join(node);
        nodes.add(node);
        return node;
    }

    List<NodeProcess> nodes() {
        return nodes;
    }

    NodeProcess node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
    }

    /** The node that leads now. */
    NodeProcess leader() {
        return node(awaitStatus("a leader", status -> !status.getPosition().getLeader().isEmpty())
                .getPosition().getLeader());
    }

    /** Some node that runs, but not this one. */
    NodeProcess other(NodeProcess one) {
        return nodes.stream().filter(node -> node != one && node.isAlive()).findFirst()
                .orElseThrow();
    }

    /** Some node that runs. */
    NodeProcess any() {
        return nodes.stream().filter(NodeProcess::isAlive).findFirst().orElseThrow();
    }

    CommandRun mainstay(String... arguments) {
        return any().mainstay(arguments);
    }

    /** A device that fences a node by killing all of its processes. */
    void createFenceDevice(NodeProcess... others) {
        String map = Stream.concat(nodes.stream(), Stream.of(others))
                .map(node -> node.name() + ":" + node.name() + "/state")
                .collect(Collectors.joining(";"));
        mainstay("stonith", "create", "power", "fence_mainstay_process", "state_root=" + folder,
                "pcmk_host_map=" + map).succeeded();
    }

    /** The current status, of whichever node can tell it now. */
    Optional<ClusterStatus> status() {
        for (NodeProcess node : nodes) {
            if (node.isAlive()) {
                try (ClusterClient client = node.connect()) {
                    return Optional.of(client.status(Consistency.CURRENT));
                } catch (CommandFailure notNow) {
                    // The next node may be able to answer.
                }
            }
        }
        return Optional.empty();
    }

    ClusterStatus awaitStatus(String what, Predicate<ClusterStatus> condition) {
        try {
            return await(what).atMost(LIMIT).pollInterval(Duration.ofMillis(100))
                    .until(this::status, status -> status.filter(condition).isPresent())
                    .orElseThrow();
        } catch (RuntimeException late) {
            throw new AssertionError(what + " was not seen; last: " + status() + nodes.stream()
                    .map(node -> "\n--- " + node.name() + "\n" + node.logText())
                    .collect(Collectors.joining()), late);
        }
    }

    /** All nodes online, nothing to do. */
    ClusterStatus awaitQuiet() {
        return awaitStatus("a quiet cluster", status -> isQuiet(status) && allOnline(status));
    }

    /** All nodes online, whatever there is to do. */
    ClusterStatus awaitAllOnline() {
        return awaitStatus("all nodes online", this::allOnline);
    }

    private boolean allOnline(ClusterStatus status) {
        return !status.getPosition().getLeader().isEmpty() && status.getNodesList().stream()
                .filter(node -> node.getState().equals("online"))
                .count() == nodes.size();
    }

    /** The node that runs a resource, once it runs on one and nothing is under way. */
    NodeProcess awaitRunning(String resource) {
        return node(runner(awaitStatus(resource + " running",
                status -> isQuiet(status) && runner(status, resource).isPresent()), resource)
                .orElseThrow());
    }

    static Optional<String> runner(ClusterStatus status, String resource) {
        return status.getResourcesList().stream()
                .filter(view -> view.getId().equals(resource)
                        && view.getRole().equals("Started") && view.getNodesCount() == 1)
                .map(view -> view.getNodes(0))
                .findFirst();
    }

    static String stateOf(ClusterStatus status, NodeProcess node) {
        return status.getNodesList().stream()
                .filter(view -> view.getName().equals(node.name()))
                .map(view -> view.getState())
                .findFirst()
                .orElse("");
    }

    static ResourceStatusView resource(ClusterStatus status, String id) {
        return status.getResourcesList().stream().filter(view -> view.getId().equals(id))
                .findFirst().orElseThrow();
    }

    static boolean isQuiet(ClusterStatus status) {
        return status.getTransition().getInFlight() == 0
                && !status.getTransition().getPlanWanted();
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.session().kill());
    }
}
