// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.codec.api.RemoteRequests;
import dev.mainstay.executor.GrpcAgentClient;
import dev.mainstay.port.AgentClient;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.RemoteAgents;
import dev.mainstay.proto.v1.ExcludeMembersResponse;
import dev.mainstay.proto.v1.RemoteAgentGrpc;
import dev.mainstay.security.TlsContexts;
import dev.mainstay.state.RemoteMachine;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Lines to remote machines over mutual TLS. */
final class GrpcRemoteAgents implements RemoteAgents {

    private static final long KEEP_ALIVE_SECONDS = 2;
    private static final long CALL_LIMIT_SECONDS = 10;

    private final TlsContexts tls;

    GrpcRemoteAgents(TlsContexts tls) {
        this.tls = tls;
    }

    @Override
    public Line open(RemoteMachine machine, String address, NodeClock clock) {
        ManagedChannel channel = Grpc.newChannelBuilder(address,
                tls.remoteClient(machine.machineId(), machine.keyFingerprint()))
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .build();
        return new GrpcLine(channel, new GrpcAgentClient(channel, clock));
    }

    private record GrpcLine(ManagedChannel channel, GrpcAgentClient client) implements Line {

        @Override
        public AgentClient agent() {
            return client;
        }

        @Override
        public CompletableFuture<Boolean> exclude(SortedSet<String> memberIds) {
            CompletableFuture<Boolean> taken = new CompletableFuture<>();
            RemoteAgentGrpc.newStub(channel)
                    .withDeadlineAfter(CALL_LIMIT_SECONDS, TimeUnit.SECONDS)
                    .withWaitForReady()
                    .excludeMembers(RemoteRequests.exclusion(memberIds), new Told(taken));
            return taken;
        }

        @Override
        public void close() {
            client.close();
            channel.shutdownNow();
        }
    }

    private record Told(
            CompletableFuture<Boolean> taken) implements StreamObserver<ExcludeMembersResponse> {

        @Override
        public void onNext(ExcludeMembersResponse answer) {
            taken.complete(true);
        }

        @Override
        public void onError(Throwable failure) {
            taken.complete(false);
        }

        @Override
        public void onCompleted() {
            taken.complete(false);
        }
    }
}
