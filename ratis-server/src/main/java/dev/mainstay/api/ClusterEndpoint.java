// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.ClusterRequests;
import dev.mainstay.codec.api.RemoteRequests;
import dev.mainstay.codec.api.StatusEncoder;
import dev.mainstay.proto.v1.ChangeProgress;
import dev.mainstay.proto.v1.ClusterEvent;
import dev.mainstay.proto.v1.ClusterServiceGrpc;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.CreateJoinTokenReply;
import dev.mainstay.proto.v1.CreateJoinTokenRequest;
import dev.mainstay.proto.v1.FollowChangeRequest;
import dev.mainstay.proto.v1.GetStatusRequest;
import dev.mainstay.proto.v1.JoinRemoteReply;
import dev.mainstay.proto.v1.JoinRemoteRequest;
import dev.mainstay.proto.v1.JoinReply;
import dev.mainstay.proto.v1.JoinRequest;
import dev.mainstay.proto.v1.WatchEventsRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** Serves ClusterService. */
final class ClusterEndpoint extends ClusterServiceGrpc.ClusterServiceImplBase {

    private final Reads reads;
    private final Watches watches;
    private final ChangeWatch changes;
    private final Admissions admissions;

    ClusterEndpoint(
            Reads reads, Watches watches, ChangeWatch changes, Admissions admissions) {
        this.reads = reads;
        this.watches = watches;
        this.changes = changes;
        this.admissions = admissions;
    }

    @Override
    public void getStatus(GetStatusRequest request, StreamObserver<ClusterStatus> observer) {
        Answers.unary(observer, () -> StatusEncoder.encode(
                reads.read(ClusterRequests.decode(request))));
    }

    @Override
    public void watchStatus(GetStatusRequest request, StreamObserver<ClusterStatus> observer) {
        // Only the first answer can wait for a leader's proof: a watcher follows what this node
        // applies, and each answer says how far that is.
        watches.status((ServerCallStreamObserver<ClusterStatus>) observer,
                () -> reads.read(ClusterRequests.decode(request)), reads::local);
    }

    @Override
    public void watchEvents(WatchEventsRequest request, StreamObserver<ClusterEvent> observer) {
        watches.events((ServerCallStreamObserver<ClusterEvent>) observer,
                () -> ClusterRequests.decode(request));
    }

    @Override
    public void followChange(
            FollowChangeRequest request, StreamObserver<ChangeProgress> observer) {
        changes.follow((ServerCallStreamObserver<ChangeProgress>) observer,
                () -> ClusterRequests.decode(request));
    }

    @Override
    public void createJoinToken(
            CreateJoinTokenRequest request, StreamObserver<CreateJoinTokenReply> observer) {
        Answers.unary(observer,
                () -> admissions.createToken(ClusterRequests.decode(request)));
    }

    @Override
    public void join(JoinRequest request, StreamObserver<JoinReply> observer) {
        Answers.unary(observer, () -> admissions.join(ClusterRequests.decode(request)));
    }

    @Override
    public void joinRemote(
            JoinRemoteRequest request, StreamObserver<JoinRemoteReply> observer) {
        Answers.unary(observer, () -> admissions.join(RemoteRequests.decode(request)));
    }
}
