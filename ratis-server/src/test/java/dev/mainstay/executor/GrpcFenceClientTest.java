// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.port.FenceClient.Abilities;
import dev.mainstay.port.FenceClient.Device;
import dev.mainstay.port.FenceClient.FenceOrder;
import dev.mainstay.port.FenceClient.FenceResult;
import dev.mainstay.port.FenceClient.FenceTask;
import dev.mainstay.port.FenceClient.Power;
import dev.mainstay.proto.v1.CoversRequest;
import dev.mainstay.proto.v1.CoversResponse;
import dev.mainstay.proto.v1.ExtendDeadlineRequest;
import dev.mainstay.proto.v1.ExtendDeadlineResponse;
import dev.mainstay.proto.v1.FenceAction;
import dev.mainstay.proto.v1.FenceAgentMetadata;
import dev.mainstay.proto.v1.FenceDriverGrpc;
import dev.mainstay.proto.v1.FenceOperation;
import dev.mainstay.proto.v1.FenceOutcome;
import dev.mainstay.proto.v1.FenceRequest;
import dev.mainstay.proto.v1.GetFenceMetadataRequest;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The line to a fence driver over real gRPC: nothing but its word for it is a success. */
class GrpcFenceClientTest {

    private static final Device DEVICE =
            new Device(new ResourceId("power"), "fence_ipmilan",
                    new TreeMap<>(Map.of("ip", "h")));

    private final FakeFenceDriver driver = new FakeFenceDriver();
    private Server server;
    private ManagedChannel channel;
    private GrpcFenceClient client;

    @BeforeEach
    void open() throws IOException {
        String name = InProcessServerBuilder.generateName();
        server = InProcessServerBuilder.forName(name).addService(driver).build().start();
        channel = InProcessChannelBuilder.forName(name).build();
        client = new GrpcFenceClient(channel);
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void orderReachesTheDriverWithWhoOwnsItAndUntilWhen() throws Exception {
        driver.outcome = Optional.of(FenceOutcome.newBuilder()
                .setVerdict(FenceOutcome.Verdict.SUCCESS)
                .setPower(FenceOutcome.Power.POWER_OFF).build());

        FenceResult result = client.fence(order()).get(20, TimeUnit.SECONDS);

        assertTrue(result.succeeded());
        assertEquals(Power.OFF, result.power());
        FenceRequest request = driver.requests.take();
        assertEquals("r1", request.getRequestId());
        assertEquals("n2", request.getTarget());
        assertEquals(7, request.getTargetIncarnation());
        assertEquals(FenceAction.FENCE_OFF, request.getAction());
        assertEquals("h", request.getDevice().getParametersOrThrow("ip"));
        assertEquals(9, request.getOwnerIncarnation());
        assertEquals(1_000, request.getDeadlineBoottimeNanos());
        assertEquals(5_000, request.getTimeoutMillis());
    }

    @ParameterizedTest
    @EnumSource(
            value = FenceOutcome.Verdict.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SUCCESS", "UNRECOGNIZED"})
    void everyOtherVerdictIsAFailure(FenceOutcome.Verdict verdict) throws Exception {
        driver.outcome = Optional.of(FenceOutcome.newBuilder().setVerdict(verdict).build());

        assertFalse(client.fence(order()).get(20, TimeUnit.SECONDS).succeeded());
    }

    @Test
    void driverThatCannotBeReachedHasFencedNobody() throws Exception {
        server.shutdownNow();

        FenceResult result = client.fence(order()).get(20, TimeUnit.SECONDS);

        assertFalse(result.succeeded());
        assertEquals(Power.UNKNOWN, result.power());
        assertTrue(result.detail().contains("UNAVAILABLE"), result.detail());
    }

    @Test
    void cancelEndsTheCallAtTheDriverAndTheResultIsAFailure() throws Exception {
        CompletableFuture<FenceResult> result = client.fence(order());
        assertEquals("r1", driver.requests.take().getRequestId());

        client.cancel("another");
        assertEquals(1, driver.cancelled.getCount());
        client.cancel("r1");

        assertTrue(driver.cancelled.await(20, TimeUnit.SECONDS));
        assertFalse(result.get(20, TimeUnit.SECONDS).succeeded());
    }

    @Test
    void deadlineIsExtendedForOneIncarnation() throws Exception {
        client.extendDeadline(9, 2_000);

        ExtendDeadlineRequest request = driver.extensions.take();
        assertEquals(9, request.getOwnerIncarnation());
        assertEquals(2_000, request.getDeadlineBoottimeNanos());
    }

    @Test
    void deviceThatCannotTellCoversNobody() throws Exception {
        driver.covers = true;
        assertTrue(client.covers(DEVICE, new NodeId("n2")).get(20, TimeUnit.SECONDS));
        server.shutdownNow();
        assertFalse(client.covers(DEVICE, new NodeId("n2")).get(20, TimeUnit.SECONDS));
    }

    @Test
    void abilitiesAreThoseOfTheMetadataAndEmptyWithoutIt() throws Exception {
        driver.metadata = Optional.of(FenceAgentMetadata.newBuilder()
                .setAgent("fence_ipmilan")
                .addOperations(FenceOperation.newBuilder().setName("reboot"))
                .addOperations(FenceOperation.newBuilder().setName("status"))
                .build());
        assertEquals(Optional.of(new Abilities(true, true)),
                client.abilities("fence_ipmilan").get(20, TimeUnit.SECONDS));
        driver.metadata = Optional.empty();
        assertEquals(Optional.empty(), client.abilities("fence_none").get(20, TimeUnit.SECONDS));
    }

    private static FenceOrder order() {
        return new FenceOrder("r1", Optional.of(new NodeId("n2")), 7, FenceTask.OFF, DEVICE, 5_000,
                9, OptionalLong.of(1_000), 0);
    }

    /** Answers as it is told to; without an outcome a fence call stays open. */
    private static final class FakeFenceDriver extends FenceDriverGrpc.FenceDriverImplBase {

        private final BlockingQueue<FenceRequest> requests = new LinkedBlockingQueue<>();
        private final BlockingQueue<ExtendDeadlineRequest> extensions =
                new LinkedBlockingQueue<>();
        private final CountDownLatch cancelled = new CountDownLatch(1);
        private volatile Optional<FenceOutcome> outcome = Optional.empty();
        private volatile Optional<FenceAgentMetadata> metadata = Optional.empty();
        private volatile boolean covers;

        @Override
        public void fence(FenceRequest request, StreamObserver<FenceOutcome> answer) {
            ((ServerCallStreamObserver<FenceOutcome>) answer)
                    .setOnCancelHandler(cancelled::countDown);
            requests.add(request);
            outcome.ifPresent(known -> {
                answer.onNext(known);
                answer.onCompleted();
            });
        }

        @Override
        public void extendDeadline(
                ExtendDeadlineRequest request, StreamObserver<ExtendDeadlineResponse> answer) {
            extensions.add(request);
            answer.onNext(ExtendDeadlineResponse.getDefaultInstance());
            answer.onCompleted();
        }

        @Override
        public void covers(CoversRequest request, StreamObserver<CoversResponse> answer) {
            answer.onNext(CoversResponse.newBuilder().setCovers(covers).build());
            answer.onCompleted();
        }

        @Override
        public void getFenceMetadata(
                GetFenceMetadataRequest request, StreamObserver<FenceAgentMetadata> answer) {
            if (metadata.isEmpty()) {
                answer.onError(Status.NOT_FOUND.asRuntimeException());
                return;
            }
            answer.onNext(metadata.get());
            answer.onCompleted();
        }
    }
}
