// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import dev.mainstay.cli.configuration.Edits;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ChangeConfigurationRequest;
import dev.mainstay.proto.v1.ChangeContext;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdits;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationSection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A stream of changes of the configuration, each of a property of its own, with a note of each that
 * was acknowledged. A change without an answer is repeated under its request id, at whichever node
 * answers; it counts once it is acknowledged. Ends when closed.
 */
final class AcknowledgedWrites implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration PAUSE_WITHOUT_NODE = Duration.ofMillis(50);

    private final Supplier<List<NodeProcess>> nodes;
    private final Map<Long, String> acknowledged = new ConcurrentSkipListMap<>();
    private final String stream = UUID.randomUUID() + "-";
    private final Thread thread;
    private volatile boolean closed;

    AcknowledgedWrites(NodeProcess node) {
        this(() -> List.of(node));
    }

    /** @param nodes asked in this order; those that do not run are passed over */
    AcknowledgedWrites(Supplier<List<NodeProcess>> nodes) {
        this.nodes = nodes;
        this.thread = Thread.ofVirtual().name("writes").start(this::run);
    }

    /** Property names by the revision that they came with. */
    Map<Long, String> acknowledged() {
        return acknowledged;
    }

    /** Of the last acknowledged change; 0 before the first. */
    long lastRevision() {
        return acknowledged.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    @Override
    public void close() {
        end();
    }

    /** Makes no more changes; returns after the last one. */
    void end() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void run() {
        int number = 0;
        while (!closed) {
            for (NodeProcess node : nodes.get()) {
                if (node.isAlive()) {
                    number = writeTo(node, number);
                }
            }
            LockSupport.parkNanos(PAUSE_WITHOUT_NODE.toNanos());
        }
    }

    /** Writes until the node fails; answers the number of the write that is still to be made. */
    private int writeTo(NodeProcess node, int first) {
        int number = first;
        try (ClusterClient client = node.connect()) {
            while (!closed) {
                String name = "written-" + number;
                acknowledged.put(client.change(setting(name)).getRevision(), name);
                number++;
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (CommandFailure gone) {
            // It may or may not have been written, and is repeated.
        }
        return number;
    }

    private ChangeConfigurationRequest setting(String name) {
        return ChangeConfigurationRequest.newBuilder()
                .setContext(ChangeContext.newBuilder().setRequestId(stream + name))
                .setEdits(ConfigurationEdits.newBuilder().addEdits(
                        Edits.setProperty(ConfigurationSection.CLUSTER_PROPERTIES, name, "1")))
                .build();
    }
}
