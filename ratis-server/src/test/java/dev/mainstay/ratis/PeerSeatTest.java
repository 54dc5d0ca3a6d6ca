// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.mainstay.port.MembershipOutcome.Changed;
import dev.mainstay.port.PeerAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.io.grpc.ManagedChannel;
import org.apache.ratis.thirdparty.io.grpc.netty.GrpcSslContexts;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyChannelBuilder;
import org.apache.ratis.thirdparty.io.grpc.stub.StreamObserver;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslContextBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newcomer whose seat is on its way to it, and late. */
class PeerSeatTest {

    /** Several of the group's longest election time-outs. */
    private static final Duration LATE = TestGroup.TIMING.electionMax().multipliedBy(4);

    @TempDir
    Path folder;

    @Test
    void newcomerStandsForNoElectionBeforeItKnowsItsSeat() throws Exception {
        try (TestGroup group = new TestGroup(folder, "a.1")) {
            group.found();
            group.propose("old");
            RaftNode leader = group.get(group.leader()).node();
            RaftNode newcomer = group.join("b.2").node();
            ManagedChannel channel = channel(group, group.address("b.2"));
            try {
                List<AppendEntriesReplyProto> replies = new CopyOnWriteArrayList<>();
                RaftServerProtocolServiceGrpc.newStub(channel).appendEntries(into(replies))
                        .onNext(firstWordToAVoter(group.id(), leader.currentTerm()));
                await().atMost(TestGroup.PATIENCE).until(() -> !replies.isEmpty());
                // Ratis' peer would now wait for one election time-out, find itself in no
                // configuration that it knows, and shut down for good.
                await().during(LATE).atMost(TestGroup.PATIENCE).until(newcomer::isAlive);
            } finally {
                channel.shutdownNow();
            }
            assertEquals(List.of(), group.faults);
            assertInstanceOf(Changed.class,
                    TestGroup.join(leader.addPeer(group.address("b.2"))));
            group.propose("new");
            group.awaitWords("b.2", List.of("old", "new"));
            group.stop("a.1");
            // Now it has the vote that the election of its fellow, or its own, needs.
            group.resume("a.1");
            group.propose("last");
            group.awaitWords("b.2", List.of("old", "new", "last"));
        }
    }

    /** What a leader sends once it has decided on the seat, if the entry itself comes later. */
    private static AppendEntriesRequestProto firstWordToAVoter(UUID group, long term) {
        ByteBuffer id = ByteBuffer.allocate(16).putLong(group.getMostSignificantBits())
                .putLong(group.getLeastSignificantBits()).flip();
        return AppendEntriesRequestProto.newBuilder()
                .setServerRequest(RaftRpcRequestProto.newBuilder()
                        .setRequestorId(ByteString.copyFromUtf8("a.1"))
                        .setReplyId(ByteString.copyFromUtf8("b.2"))
                        .setRaftGroupId(
                                RaftGroupIdProto.newBuilder().setId(ByteString.copyFrom(id))))
                .setLeaderTerm(term)
                .setLeaderCommit(-1)
                .setInitializing(false)
                .build();
    }

    private static ManagedChannel channel(TestGroup group, PeerAddress to) throws IOException {
        RaftTls tls = group.tls("a.1");
        return NettyChannelBuilder.forAddress(to.host(), to.port())
                .sslContext(GrpcSslContexts.configure(SslContextBuilder.forClient()
                        .keyManager(tls.keys()).trustManager(tls.trust())).build())
                .build();
    }

    private static StreamObserver<AppendEntriesReplyProto> into(
            List<AppendEntriesReplyProto> replies) {
        return new StreamObserver<>() {
            @Override
            public void onNext(AppendEntriesReplyProto reply) {
                replies.add(reply);
            }

            @Override
            public void onError(Throwable failure) {
                // The channel is closed in the end.
            }

            @Override
            public void onCompleted() {
                // The peer has no more to say.
            }
        };
    }
}
