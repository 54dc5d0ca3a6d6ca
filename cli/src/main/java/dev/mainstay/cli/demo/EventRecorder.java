// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.proto.v1.ClusterEvent;
import dev.mainstay.proto.v1.ClusterServiceGrpc;
import dev.mainstay.proto.v1.WatchEventsRequest;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;

/** Listens to the events of a surviving node and keeps when each arrived. */
final class EventRecorder implements StreamObserver<ClusterEvent>, AutoCloseable {

    /** @param nanos of the monotonic clock, at its arrival here */
    record Arrival(long nanos, ClusterEvent event) {}

    private final ClusterClient client;
    private final List<Arrival> arrivals = new ArrayList<>();

    EventRecorder(DemoNode node) {
        client = node.connect();
        ClusterServiceGrpc.newStub(client.channel())
                .watchEvents(WatchEventsRequest.getDefaultInstance(), this);
    }

    synchronized List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    @Override
    public synchronized void onNext(ClusterEvent event) {
        arrivals.add(new Arrival(System.nanoTime(), event));
    }

    // What is missing then is named as not seen; there is nothing to do about it here.
    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {}

    @Override
    public void close() {
        client.close();
    }
}
