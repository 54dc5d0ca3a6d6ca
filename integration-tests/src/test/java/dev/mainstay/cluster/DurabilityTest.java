// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ChangeConfigurationRequest;
import dev.mainstay.proto.v1.ChangeContext;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdits;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.GetConfigurationReply;
import dev.mainstay.proto.v1.GetConfigurationRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurabilityTest {

    private static final int ENOUGH = 20;

    @TempDir
    private Path folder;

    @Test
    void acknowledgedChangesSurviveTheDeathOfAllNodes() throws InterruptedException {
        try (ProcessCluster cluster = ProcessCluster.founded(folder, 74, 3)) {
            Map<Long, String> acknowledged = new ConcurrentSkipListMap<>();
            Thread writer = Thread.ofVirtual().start(() -> write(cluster.any(), acknowledged));
            await("acknowledged changes").atMost(Duration.ofSeconds(60))
                    .until(() -> acknowledged.size() >= ENOUGH);

            // In the middle of writing, one after the other without a pause.
            cluster.nodes().forEach(node -> node.session().kill());
            writer.join();
            cluster.nodes().forEach(NodeProcess::start);
            long revision = cluster.awaitQuiet().getConfigurationRevision();

            assertTrue(revision >= lastOf(acknowledged.keySet()), () -> revision + " is older than "
                    + acknowledged.keySet());
            Collection<String> names = acknowledged.values();
            GetConfigurationReply first = at(cluster.nodes().getFirst(), revision);
            assertTrue(first.getConfiguration().toString().contains(names.iterator().next()));
            names.forEach(name -> assertTrue(
                    first.getConfiguration().toString().contains("\"" + name + "\""), name));
            // Each node from its own copy; a copy with another digest would have ended its node.
            for (NodeProcess node : cluster.nodes()) {
                assertEquals(first.getConfiguration(), at(node, revision).getConfiguration());
                assertTrue(node.isAlive());
            }
        }
    }

    private static long lastOf(Collection<Long> revisions) {
        return revisions.stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    /** Changes the configuration until its node is gone, and notes each acknowledged change. */
    private static void write(NodeProcess node, Map<Long, String> acknowledged) {
        try (ClusterClient client = node.connect()) {
            for (int number = 0; node.isAlive(); number++) {
                String name = "written-" + number;
                acknowledged.put(client.change(setting(name)).getRevision(), name);
            }
        } catch (CommandFailure gone) {
            // What was not acknowledged may or may not have been written.
        }
    }

    private static ChangeConfigurationRequest setting(String name) {
        return ChangeConfigurationRequest.newBuilder()
                .setContext(ChangeContext.newBuilder().setRequestId(UUID.randomUUID().toString()))
                .setEdits(ConfigurationEdits.newBuilder().addEdits(
                        Edits.setProperty(ConfigurationSection.CLUSTER_PROPERTIES, name, "1")))
                .build();
    }

    private static GetConfigurationReply at(NodeProcess node, long revision) {
        try (ClusterClient client = node.connect()) {
            return client.configuration(stub -> stub.get(GetConfigurationRequest.newBuilder()
                    .setConsistency(Consistency.LOCAL)
                    .setRevision(revision)
                    .build()));
        }
    }
}
