// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence;

import dev.mainstay.fence.codec.DescriptionCodec;
import dev.mainstay.fence.codec.FenceCodec;
import dev.mainstay.fence.device.FenceOrder;
import dev.mainstay.fence.driver.NoSuchAgentException;
import dev.mainstay.fence.driver.UnusableAgentException;
import dev.mainstay.fence.manual.ManualDriver;
import dev.mainstay.fence.process.ProcessDriver;
import dev.mainstay.fence.rhcs.RhcsDriver;
import dev.mainstay.fence.run.BootClock;
import dev.mainstay.fence.run.FenceRequests;
import dev.mainstay.proto.v1.CoversRequest;
import dev.mainstay.proto.v1.CoversResponse;
import dev.mainstay.proto.v1.ExtendDeadlineRequest;
import dev.mainstay.proto.v1.ExtendDeadlineResponse;
import dev.mainstay.proto.v1.FenceAgentMetadata;
import dev.mainstay.proto.v1.FenceDriverGrpc;
import dev.mainstay.proto.v1.FenceOutcome;
import dev.mainstay.proto.v1.FenceRequest;
import dev.mainstay.proto.v1.GetFenceMetadataRequest;
import dev.mainstay.proto.v1.ListFenceAgentsRequest;
import dev.mainstay.proto.v1.ListFenceAgentsResponse;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fence driver over gRPC; the contract is in {@code fence_driver.proto}. Its methods return at
 * once, and answers come from other threads. Closing it ends running fence agents.
 */
public final class FenceDriverService extends FenceDriverGrpc.FenceDriverImplBase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FenceDriverService.class);

    private final ExecutorService threads;
    private final FenceRequests requests;

    private FenceDriverService(ExecutorService threads, FenceRequests requests) {
        this.threads = threads;
        this.requests = requests;
    }

    /** Opens the driver with the fence agents of this machine and the built-in ones. */
    public static FenceDriverService open(FenceConfiguration configuration) {
        ExecutorService threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("fence-", 0).factory());
        FenceRequests requests = new FenceRequests(
                List.of(new ProcessDriver(configuration.ownSession()), new ManualDriver(),
                        new RhcsDriver(configuration.agentFolders(), threads)),
                threads, BootClock.system(), RandomGenerator.getDefault());
        return new FenceDriverService(threads, requests);
    }

    @Override
    public void fence(FenceRequest request, StreamObserver<FenceOutcome> observer) {
        later(observer, () -> {
            FenceOrder order = FenceCodec.order(request);
            if (observer instanceof ServerCallStreamObserver<FenceOutcome> call) {
                call.setOnCancelHandler(() -> requests.cancel(order.requestId()));
            }
            return requests.fence(order).thenApply(FenceCodec::outcome);
        });
    }

    @Override
    public void extendDeadline(ExtendDeadlineRequest request,
            StreamObserver<ExtendDeadlineResponse> observer) {
        later(observer, () -> CompletableFuture.completedFuture(ExtendDeadlineResponse.newBuilder()
                .setRunning(requests.extend(request.getOwnerIncarnation(),
                        request.getDeadlineBoottimeNanos()))
                .build()));
    }

    @Override
    public void covers(CoversRequest request, StreamObserver<CoversResponse> observer) {
        later(observer, () -> requests
                .covers(FenceCodec.device(request.getDevice()), request.getTarget(),
                        FenceCodec.timeout(request.getTimeoutMillis()))
                .thenApply(cover -> CoversResponse.newBuilder()
                        .setCovers(cover.covers())
                        .setPort(cover.port())
                        .setDetail(cover.detail())
                        .build()));
    }

    @Override
    public void getFenceMetadata(GetFenceMetadataRequest request,
            StreamObserver<FenceAgentMetadata> observer) {
        later(observer, () -> CompletableFuture.supplyAsync(() -> {
            try {
                return DescriptionCodec.metadata(requests.describe(request.getAgent()));
            } catch (NoSuchAgentException | UnusableAgentException
                    | InterruptedException failure) {
                throw new CompletionException(failure);
            }
        }, threads));
    }

    @Override
    public void listFenceAgents(ListFenceAgentsRequest request,
            StreamObserver<ListFenceAgentsResponse> observer) {
        later(observer, () -> CompletableFuture.supplyAsync(() -> ListFenceAgentsResponse
                .newBuilder()
                .addAllAgents(requests.agents())
                .build(), threads));
    }

    private static <T> void later(StreamObserver<T> observer,
            Supplier<CompletableFuture<T>> call) {
        CompletableFuture<T> future;
        try {
            future = call.get();
        } catch (RuntimeException failure) {
            observer.onError(status(failure));
            return;
        }
        var _ = future.whenComplete((answer, failure) -> {
            if (failure == null) {
                observer.onNext(answer);
                observer.onCompleted();
            } else {
                observer.onError(status(failure));
            }
        });
    }

    private static StatusException status(Throwable failure) {
        return (switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null ->
                    status(wrapped.getCause()).getStatus();
            case IllegalArgumentException malformed ->
                    Status.INVALID_ARGUMENT.withDescription(malformed.getMessage());
            case NoSuchAgentException missing ->
                    Status.NOT_FOUND.withDescription(missing.getMessage());
            case UnusableAgentException unusable ->
                    Status.FAILED_PRECONDITION.withDescription(unusable.getMessage());
            case RejectedExecutionException _ ->
                    Status.UNAVAILABLE.withDescription("the fence driver is closing");
            case InterruptedException _ ->
                    Status.UNAVAILABLE.withDescription("the fence driver is closing");
            default -> {
                LOG.error("a call of the fence driver failed", failure);
                yield Status.INTERNAL.withDescription(String.valueOf(failure.getMessage()));
            }
        }).asException();
    }

    /** Ends running fence agents; their outcomes are failures. */
    @Override
    public void close() {
        requests.close();
        threads.shutdown();
    }
}
