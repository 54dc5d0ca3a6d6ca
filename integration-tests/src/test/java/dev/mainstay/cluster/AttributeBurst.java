// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import dev.mainstay.cli.connection.Endpoint;
import dev.mainstay.cli.connection.NettyChannels;
import dev.mainstay.proto.v1.ChangeReply;
import dev.mainstay.proto.v1.NodeServiceGrpc;
import dev.mainstay.proto.v1.NodeServiceGrpc.NodeServiceFutureStub;
import dev.mainstay.proto.v1.NodeStatusView;
import dev.mainstay.proto.v1.SetAttributeRequest;
import io.grpc.ManagedChannel;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Updates of attributes through all nodes in turn, many under way at a time. Each node's own value
 * counts up; all together raise one counter of the first node.
 */
final class AttributeBurst implements AutoCloseable {

    /** As many as a busy machine's agents have under way. */
    private static final int UNDER_WAY_MAX = 1_000;

    private final List<NodeProcess> nodes;
    private final List<ManagedChannel> channels;
    private final List<NodeServiceFutureStub> stubs;
    private final Semaphore underWay = new Semaphore(UNDER_WAY_MAX);
    private final AtomicLong acknowledged = new AtomicLong();
    private final SortedSet<String> failures = new ConcurrentSkipListSet<>();
    private final SortedMap<String, String> last = new TreeMap<>();
    private long raised;
    private long sent;

    AttributeBurst(List<NodeProcess> nodes) {
        this.nodes = List.copyOf(nodes);
        this.channels = nodes.stream()
                .map(node -> new NettyChannels().open(
                        new Endpoint.Socket(node.folder().resolve("api.sock"))))
                .toList();
        this.stubs = channels.stream().map(NodeServiceGrpc::newFutureStub).toList();
    }

    /** Sends the next update; waits only where too many are under way. */
    void send() {
        int number = (int) (sent / 2 % nodes.size());
        NodeProcess node = nodes.get(number);
        SetAttributeRequest.Builder request = SetAttributeRequest.newBuilder();
        if (sent % 2 == 0) {
            raised++;
            request.setNode(nodes.getFirst().name()).setName("count").setRaise(1);
        } else {
            String value = Long.toString(sent);
            last.put(node.name(), value);
            request.setNode(node.name()).setName("last").setValue(value);
        }
        sent++;
        underWay.acquireUninterruptibly();
        Futures.addCallback(stubs.get(number).setAttribute(request.build()),
                new FutureCallback<ChangeReply>() {
                    @Override
                    public void onSuccess(ChangeReply reply) {
                        acknowledged.incrementAndGet();
                        underWay.release();
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        failures.add(String.valueOf(failure.getMessage()));
                        underWay.release();
                    }
                }, MoreExecutors.directExecutor());
    }

    long sent() {
        return sent;
    }

    /**
     * One more update of each value, when all before are answered: calls that are under way at a
     * time may overtake each other, and what comes last is to be what stays.
     */
    void sendLast() {
        awaitAnswers();
        for (int i = 0; i < 2 * nodes.size(); i++) {
            send();
        }
    }

    /** Returns when all are answered. */
    void awaitAnswers() {
        underWay.acquireUninterruptibly(UNDER_WAY_MAX);
        underWay.release(UNDER_WAY_MAX);
    }

    long acknowledged() {
        return acknowledged.get();
    }

    /** What went wrong, in words. */
    SortedSet<String> failures() {
        return failures;
    }

    /** Whether the node has applied all of it. */
    boolean isSeenBy(NodeProcess node) {
        return node.localStatus().getNodesList().stream().allMatch(this::isWhole);
    }

    private boolean isWhole(NodeStatusView view) {
        String count = view.getName().equals(nodes.getFirst().name()) ? Long.toString(raised) : "";
        return view.getAttributesOrDefault("last", "").equals(
                last.getOrDefault(view.getName(), ""))
                && view.getAttributesOrDefault("count", "").equals(count);
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
