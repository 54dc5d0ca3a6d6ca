// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import static org.awaitility.Awaitility.await;

import dev.mainstay.bootstrap.NodeConfiguration.ElectionTimes;
import dev.mainstay.bootstrap.NodeConfiguration.Ports;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.CreateJoinTokenRequest;
import dev.mainstay.proto.v1.NodeStatusView;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Real nodes in this process, on loopback ports and in folders of their own. */
final class TestCluster implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ElectionTimes ELECTION =
            new ElectionTimes(Duration.ofMillis(300), Duration.ofMillis(600));

    private final Path root;
    private final SortedMap<String, TestNode> running = new TreeMap<>();

    private TestCluster(Path root) {
        this.root = root;
    }

    /** Founds a cluster and lets further nodes join; returns when all of them vote. */
    static TestCluster of(Path root, int size) throws IOException {
        TestCluster cluster = new TestCluster(root);
        NodeConfiguration first = cluster.configuration("n1");
        new ClusterFounder(new SystemClock()).found(first, "test");
        cluster.start(first);
        for (int i = 2; i <= size; i++) {
            cluster.join("n" + i);
        }
        return cluster;
    }

    NodeConfiguration configuration(String node) throws IOException {
        return NodeConfiguration.of(node, "127.0.0.1", NodeFolder.under(root.resolve(node)))
                .withPorts(new Ports(freePort(), freePort()))
                .withElection(ELECTION);
    }

    TestNode join(String name) throws IOException {
        NodeConfiguration configuration = configuration(name);
        new ClusterJoiner(new SystemClock()).join(configuration, token(Duration.ofMinutes(5)));
        return start(configuration);
    }

    String token(Duration valid) {
        return any().cluster().createJoinToken(CreateJoinTokenRequest.newBuilder()
                .setValidMillis(valid.toMillis()).build()).getToken();
    }

    /** Starts a node and waits until it takes part. */
    TestNode start(NodeConfiguration configuration) throws IOException {
        TestNode node = TestNode.start(configuration);
        running.put(configuration.node(), node);
        await().atMost(LIMIT).ignoreExceptions().until(() -> takesPart(node));
        return node;
    }

    /** Starts nodes none of which can take part before another does. */
    void startAll(List<NodeConfiguration> configurations) throws IOException {
        for (NodeConfiguration configuration : configurations) {
            running.put(configuration.node(), TestNode.start(configuration));
        }
        for (TestNode node : running.values()) {
            await().atMost(LIMIT).ignoreExceptions().until(() -> takesPart(node));
        }
    }

    TestNode restart(String name) throws IOException {
        NodeConfiguration configuration = stop(name);
        return start(configuration);
    }

    NodeConfiguration stop(String name) {
        TestNode node = running.remove(name);
        node.close();
        return node.configuration();
    }

    TestNode node(String name) {
        return running.get(name);
    }

    Collection<TestNode> nodes() {
        return running.values();
    }

    TestNode any() {
        return running.firstEntry().getValue();
    }

    TestNode leader() {
        await().atMost(LIMIT).ignoreExceptions().until(
                () -> running.values().stream().anyMatch(TestNode::leads));
        return running.values().stream().filter(TestNode::leads).findFirst().orElseThrow();
    }

    TestNode follower() {
        TestNode leader = leader();
        return running.values().stream().filter(node -> node != leader).findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        running.values().forEach(TestNode::close);
    }

    private static boolean takesPart(TestNode node) {
        String name = node.configuration().node();
        return node.status(Consistency.CURRENT).getNodesList().stream()
                .filter(view -> view.getName().equals(name))
                .anyMatch(NodeStatusView::getVoter)
                && node.node().votes();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
