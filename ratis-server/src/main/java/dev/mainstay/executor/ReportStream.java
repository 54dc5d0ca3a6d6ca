// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.codec.agent.AttachMessages;
import dev.mainstay.codec.agent.OrderMessages;
import dev.mainstay.codec.agent.OutcomeMessages;
import dev.mainstay.codec.agent.ReportPosition;
import dev.mainstay.port.AgentClient;
import dev.mainstay.proto.v1.MonitorReport;
import dev.mainstay.proto.v1.NodeAgentGrpc;
import dev.mainstay.transition.ActionId;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Follows an agent's monitor reports for the present epoch and opens the stream anew, after the
 * last report taken in, whenever it ends.
 */
final class ReportStream implements AutoCloseable {

    private static final Executor REOPEN_DELAY =
            CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);

    private final NodeAgentGrpc.NodeAgentStub stub;
    private final LongFunction<Instant> wall;
    private Map<ActionId, AgentClient.Monitor> monitors = Map.of();
    private AgentClient.@Nullable ReportListener listener;
    private ReportPosition position = ReportPosition.START;
    private @Nullable Subscription subscription;

    ReportStream(NodeAgentGrpc.NodeAgentStub stub, LongFunction<Instant> wall) {
        this.stub = stub;
        this.wall = wall;
    }

    synchronized void listen(AgentClient.ReportListener replacement) {
        listener = replacement;
    }

    /** A report names the monitor by the action that ordered it; the rest is known from here. */
    synchronized void define(List<AgentClient.Monitor> definitions) {
        monitors = definitions.stream()
                .collect(Collectors.toMap(AgentClient.Monitor::id, Function.identity(),
                        (first, second) -> second));
    }

    /** Begins a stream for the epoch unless it is being followed already. */
    synchronized void follow(long epoch) {
        if (subscription == null || subscription.epoch != epoch) {
            open(epoch);
        }
    }

    @Override
    public synchronized void close() {
        subscription = null;
    }

    private synchronized void open(long epoch) {
        subscription = new Subscription(epoch);
        stub.watchReports(OrderMessages.watch(epoch, position), subscription);
    }

    private synchronized void reopen(Subscription ended) {
        if (subscription == ended) {
            open(ended.epoch);
        }
    }

    private synchronized void take(Subscription source, MonitorReport report) {
        if (subscription != source) {
            return;
        }
        position = AttachMessages.position(report);
        ActionId id = AttachMessages.orderedBy(report);
        Optional<AgentClient.Monitor> monitor = Optional.ofNullable(monitors.get(id));
        AgentClient.ReportListener target = listener;
        if (monitor.isPresent() && target != null) {
            target.reported(id, AttachMessages.instance(report), AttachMessages.seen(report),
                    OutcomeMessages.record(report, monitor.get(), wall));
        }
    }

    private final class Subscription implements StreamObserver<MonitorReport> {

        private final long epoch;

        private Subscription(long epoch) {
            this.epoch = epoch;
        }

        @Override
        public void onNext(MonitorReport report) {
            take(this, report);
        }

        @Override
        public void onError(Throwable failure) {
            REOPEN_DELAY.execute(() -> reopen(this));
        }

        @Override
        public void onCompleted() {
            REOPEN_DELAY.execute(() -> reopen(this));
        }
    }
}
