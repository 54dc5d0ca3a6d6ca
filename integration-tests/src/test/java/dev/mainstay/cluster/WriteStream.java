// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.proto.v1.ChangeContext;
import dev.mainstay.proto.v1.SetAttributeRequest;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writes one number after the other, to whichever node answers, and counts what was promised. */
final class WriteStream implements AutoCloseable {

    private static final long PAUSE_MILLIS = 50;
    private static final String ATTRIBUTE = "written";

    private final ProcessCluster cluster;
    private final String node;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().unstarted(this::write);
    private volatile long last;

    private WriteStream(ProcessCluster cluster) {
        this.cluster = cluster;
        this.node = cluster.nodes().getLast().name();
    }

    static WriteStream begin(ProcessCluster cluster) {
        WriteStream stream = new WriteStream(cluster);
        stream.thread.start();
        return stream;
    }

    long acknowledged() {
        return last;
    }

    /** The last number that was acknowledged. */
    String last() {
        return Long.toString(last);
    }

    /** What the cluster holds now. */
    String read() {
        return cluster.status().orElseThrow().getNodesList().stream()
                .filter(view -> view.getName().equals(node))
                .map(view -> view.getAttributesOrDefault(ATTRIBUTE, ""))
                .findFirst()
                .orElseThrow();
    }

    /** Returns when nothing is under way any more. */
    void end() {
        end.countDown();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private void write() {
        try {
            while (!end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                writeOne(last + 1);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until it is acknowledged: a repetition with the same id takes effect once. */
    private void writeOne(long number) {
        SetAttributeRequest request = SetAttributeRequest.newBuilder()
                .setContext(ChangeContext.newBuilder().setRequestId(UUID.randomUUID().toString()))
                .setNode(node)
                .setName(ATTRIBUTE)
                .setValue(Long.toString(number))
                .build();
        while (last < number) {
            try (ClusterClient client = cluster.any().connect()) {
                client.nodes(stub -> stub.setAttribute(request));
                last = number;
            } catch (CommandFailure later) {
                // Another node, or the same one a moment later, will answer.
            }
        }
    }

    @Override
    public void close() {
        end();
    }
}
