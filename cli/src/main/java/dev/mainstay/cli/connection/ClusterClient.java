// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.connection;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.StatusFailures;
import dev.mainstay.proto.v1.BackupServiceGrpc;
import dev.mainstay.proto.v1.BackupServiceGrpc.BackupServiceBlockingStub;
import dev.mainstay.proto.v1.ChangeConfigurationReply;
import dev.mainstay.proto.v1.ChangeConfigurationRequest;
import dev.mainstay.proto.v1.ChangePreview;
import dev.mainstay.proto.v1.ChangeReply;
import dev.mainstay.proto.v1.ClusterServiceGrpc;
import dev.mainstay.proto.v1.ClusterServiceGrpc.ClusterServiceBlockingStub;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.ConfigurationServiceGrpc;
import dev.mainstay.proto.v1.ConfigurationServiceGrpc.ConfigurationServiceBlockingStub;
import dev.mainstay.proto.v1.Consistency;
import dev.mainstay.proto.v1.FencingServiceGrpc;
import dev.mainstay.proto.v1.FencingServiceGrpc.FencingServiceBlockingStub;
import dev.mainstay.proto.v1.GetConfigurationReply;
import dev.mainstay.proto.v1.GetConfigurationRequest;
import dev.mainstay.proto.v1.GetStatusRequest;
import dev.mainstay.proto.v1.ImportCibReply;
import dev.mainstay.proto.v1.NodeServiceGrpc;
import dev.mainstay.proto.v1.NodeServiceGrpc.NodeServiceBlockingStub;
import dev.mainstay.proto.v1.ResourceServiceGrpc;
import dev.mainstay.proto.v1.ResourceServiceGrpc.ResourceServiceBlockingStub;
import dev.mainstay.proto.v1.TicketServiceGrpc;
import dev.mainstay.proto.v1.TicketServiceGrpc.TicketServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Calls to one node. Every call has a deadline; one that a node answers with "no leader" is
 * repeated until then with the same request, whose id makes a change's repetition safe. What goes
 * wrong comes out as a {@link CommandFailure}.
 */
public final class ClusterClient implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Endpoint endpoint;
    private final ManagedChannel channel;
    private final Duration timeout;
    private final List<ChangePreview> previews;

    /** @param timeout how long one call may take, repetitions included */
    public ClusterClient(Endpoint endpoint, ManagedChannel channel, Duration timeout) {
        this(endpoint, channel, timeout, new ArrayList<>());
    }

    private ClusterClient(
            Endpoint endpoint,
            ManagedChannel channel,
            Duration timeout,
            List<ChangePreview> previews) {
        this.endpoint = endpoint;
        this.channel = channel;
        this.timeout = timeout;
        this.previews = previews;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /** The same connection with another limit. */
    public ClusterClient within(Duration limit) {
        return new ClusterClient(endpoint, channel, limit, previews);
    }

    /** The same connection, whose previews are not among those of this one. */
    public ClusterClient apart() {
        return new ClusterClient(endpoint, channel, timeout, new ArrayList<>());
    }

    public <R> R cluster(Function<ClusterServiceBlockingStub, R> call) {
        return repeated(ClusterServiceGrpc.newBlockingStub(channel), call);
    }

    public <R> R configuration(Function<ConfigurationServiceBlockingStub, R> call) {
        return repeated(ConfigurationServiceGrpc.newBlockingStub(channel), call);
    }

    public <R> R nodes(Function<NodeServiceBlockingStub, R> call) {
        return repeated(NodeServiceGrpc.newBlockingStub(channel), call);
    }

    public <R> R resources(Function<ResourceServiceBlockingStub, R> call) {
        return repeated(ResourceServiceGrpc.newBlockingStub(channel), call);
    }

    public <R> R fencing(Function<FencingServiceBlockingStub, R> call) {
        return repeated(FencingServiceGrpc.newBlockingStub(channel), call);
    }

    public <R> R tickets(Function<TicketServiceBlockingStub, R> call) {
        return repeated(TicketServiceGrpc.newBlockingStub(channel), call);
    }

    public <R> R backup(Function<BackupServiceBlockingStub, R> call) {
        return repeated(BackupServiceGrpc.newBlockingStub(channel), call);
    }

    public ClusterStatus status(Consistency consistency) {
        GetStatusRequest request =
                GetStatusRequest.newBuilder().setConsistency(consistency).build();
        return cluster(stub -> stub.getStatus(request));
    }

    /** The current configuration with its revision. */
    public GetConfigurationReply currentConfiguration() {
        return configuration(stub -> stub.get(GetConfigurationRequest.getDefaultInstance()));
    }

    public ChangeConfigurationReply change(ChangeConfigurationRequest request) {
        return configuration(stub -> stub.change(request));
    }

    /** What the changes that were asked for on trial would do, in their order. */
    public List<ChangePreview> previews() {
        return List.copyOf(previews);
    }

    /** The channel itself, for streams. */
    public ManagedChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private <S extends AbstractStub<S>, R> R repeated(S stub, Function<S, R> call) {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            long left = Math.max(1, end - System.nanoTime());
            try {
                R reply = call.apply(stub.withDeadlineAfter(left, TimeUnit.NANOSECONDS));
                note(reply);
                return reply;
            } catch (StatusRuntimeException e) {
                if (!isWorthRepeating(e.getStatus()) || left <= PAUSE.toNanos()) {
                    throw StatusFailures.of(e, endpoint.toString());
                }
            }
            pause();
        }
    }

    private void note(Object reply) {
        switch (reply) {
            case ChangeReply change when change.hasPreview() -> previews.add(change.getPreview());
            case ChangeConfigurationReply change when change.hasPreview() ->
                    previews.add(change.getPreview());
            case ImportCibReply change when change.hasPreview() ->
                    previews.add(change.getPreview());
            default -> {
                // An answer that is none to a change on trial.
            }
        }
    }

    private static boolean isWorthRepeating(Status status) {
        return status.getCode() == Status.Code.UNAVAILABLE
                && !StatusFailures.isUnreachable(status);
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw StatusFailures.of(Status.CANCELLED.withDescription("Interrupted.")
                    .asRuntimeException(), "");
        }
    }
}
