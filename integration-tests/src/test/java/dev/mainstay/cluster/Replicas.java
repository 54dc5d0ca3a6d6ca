// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ConfigurationProto.Attribute;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.GetConfigurationReply;
import dev.mainstay.proto.v1.GetConfigurationRequest;
import dev.mainstay.proto.v1.ReadPosition;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The copies of the state on the nodes of a cluster, each asked for what it has itself. */
record Replicas(ProcessCluster cluster) {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Fails unless every copy comes to hold all of these properties. */
    void requireAll(Collection<String> written) {
        long revision = cluster.awaitStatus("a current status", status -> true)
                .getConfigurationRevision();
        for (NodeProcess node : cluster.nodes()) {
            await(node.name() + " with revision " + revision).atMost(LIMIT)
                    .until(() -> configuration(node)
                            .filter(reply -> reply.getRevision() >= revision).isPresent());
            Set<String> lost = new TreeSet<>(written);
            lost.removeAll(properties(configuration(node).orElseThrow()));
            assertEquals(Set.of(), lost, () -> node.name() + " has lost what was acknowledged");
        }
    }

    /**
     * Fails unless the digests of all copies agree. Digests are taken whenever a leader takes
     * office, so this kills all daemons and starts them again.
     */
    void requireOneDigest() {
        long before = positions().stream().mapToLong(ReadPosition::getDigestIndex).max()
                .orElseThrow();
        cluster.nodes().forEach(node -> node.session().kill());
        cluster.nodes().forEach(NodeProcess::start);
        List<ReadPosition> positions = await("digests of one index").atMost(LIMIT)
                .until(this::positions, all -> all.size() == cluster.nodes().size()
                        && all.getFirst().getDigestIndex() > before
                        && all.stream().map(ReadPosition::getDigestIndex).distinct().count() == 1);
        assertEquals(1, positions.stream().map(ReadPosition::getDigest).distinct().count(),
                positions::toString);
    }

    private List<ReadPosition> positions() {
        return cluster.nodes().stream()
                .flatMap(node -> configuration(node).stream())
                .map(GetConfigurationReply::getPosition)
                .toList();
    }

    private static Set<String> properties(GetConfigurationReply reply) {
        return reply.getConfiguration().getClusterPropertiesList().stream()
                .flatMap(set -> set.getAttributesList().stream())
                .map(Attribute::getName)
                .collect(Collectors.toSet());
    }

    /** What a node has applied by itself; empty while it cannot answer. */
    static Optional<GetConfigurationReply> configuration(NodeProcess node) {
        try (ClusterClient client = node.connect()) {
            return Optional.of(client.configuration(stub -> stub.get(GetConfigurationRequest
                    .newBuilder().setConsistency(Consistency.LOCAL).build())));
        } catch (CommandFailure notNow) {
            return Optional.empty();
        }
    }
}
