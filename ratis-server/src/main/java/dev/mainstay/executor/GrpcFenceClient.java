// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.codec.agent.FenceMessages;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.FenceClient;
import dev.mainstay.proto.v1.CoversResponse;
import dev.mainstay.proto.v1.FenceAgentMetadata;
import dev.mainstay.proto.v1.FenceDriverGrpc;
import dev.mainstay.proto.v1.FenceOutcome;
import io.grpc.Channel;
import io.grpc.Context;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Speaks to a {@code FenceDriver} over gRPC. An answer that does not arrive in time is a failure:
 * only the driver's own word proves that a machine was fenced.
 */
public final class GrpcFenceClient implements FenceClient {

    private static final Duration QUERY_DEADLINE = Duration.ofSeconds(20);

    /** Beyond the device's time-out, for ending the fence agent. */
    private static final Duration FENCE_MARGIN = Duration.ofSeconds(10);

    /** {@code pcmk_<action>_timeout} of a device may be longer than what was asked for. */
    private static final Duration LONGEST_DEVICE_TIMEOUT = Duration.ofMinutes(10);

    private final FenceDriverGrpc.FenceDriverStub stub;
    private final Map<String, Context.CancellableContext> running = new ConcurrentHashMap<>();

    public GrpcFenceClient(Channel channel) {
        this.stub = FenceDriverGrpc.newStub(channel);
    }

    @Override
    public CompletableFuture<FenceResult> fence(FenceOrder order) {
        Context.CancellableContext context = Context.ROOT.withCancellation();
        running.put(order.requestId(), context);
        Duration deadline = LONGEST_DEVICE_TIMEOUT.plus(FENCE_MARGIN)
                .plusMillis(order.timeoutMillis() + Math.max(0, order.delayMillis()));
        CompletableFuture<UnaryCall.Answer<FenceOutcome>> call = new CompletableFuture<>();
        context.run(() -> {
            var unused = UnaryCall.<FenceOutcome>begin(answer -> within(deadline)
                    .fence(FenceMessages.request(order), answer)).thenAccept(call::complete);
        });
        return call.thenApply(answer -> {
            Optional.ofNullable(running.remove(order.requestId()))
                    .ifPresent(ended -> ended.cancel(null));
            return answer.value().map(FenceMessages::result)
                    .orElseGet(() -> new FenceResult(false, -1, Power.UNKNOWN,
                            "fence driver: " + answer.status()));
        });
    }

    @Override
    public void cancel(String requestId) {
        Optional.ofNullable(running.get(requestId)).ifPresent(context -> context.cancel(null));
    }

    @Override
    public void extendDeadline(long ownerIncarnation, long deadlineBootNanos) {
        within(QUERY_DEADLINE).extendDeadline(
                FenceMessages.extend(ownerIncarnation, deadlineBootNanos), new Unheard<>());
    }

    @Override
    public CompletableFuture<Boolean> covers(Device device, NodeId target) {
        return UnaryCall.<CoversResponse>begin(answer -> within(QUERY_DEADLINE).covers(
                FenceMessages.covers(device, target, QUERY_DEADLINE.toMillis()), answer))
                .thenApply(answer -> answer.value().map(FenceMessages::covered).orElse(false));
    }

    @Override
    public CompletableFuture<Optional<Abilities>> abilities(String agent) {
        return UnaryCall.<FenceAgentMetadata>begin(answer -> within(QUERY_DEADLINE)
                .getFenceMetadata(FenceMessages.metadata(agent), answer))
                .thenApply(answer -> answer.value().map(FenceMessages::abilities));
    }

    private FenceDriverGrpc.FenceDriverStub within(Duration deadline) {
        return stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }
}
