// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.FencingEncoder;
import dev.mainstay.codec.api.NodeRequests;
import dev.mainstay.codec.api.ReadConsistency;
import dev.mainstay.proto.v1.ChangeReply;
import dev.mainstay.proto.v1.ConfirmFencingRequest;
import dev.mainstay.proto.v1.FencingHistoryReply;
import dev.mainstay.proto.v1.FencingHistoryRequest;
import dev.mainstay.proto.v1.FencingServiceGrpc;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Rejection;
import io.grpc.stub.StreamObserver;

/** Serves FencingService. */
final class FencingEndpoint extends FencingServiceGrpc.FencingServiceImplBase {

    private final Changes changes;
    private final Reads reads;

    FencingEndpoint(Changes changes, Reads reads) {
        this.changes = changes;
        this.reads = reads;
    }

    @Override
    public void history(
            FencingHistoryRequest request, StreamObserver<FencingHistoryReply> observer) {
        Answers.unary(observer, () -> {
            NodeRequests.FencingHistory history = NodeRequests.decode(request);
            return FencingEncoder.history(reads.read(history.consistency()), history.node());
        });
    }

    /**
     * Confirms the incarnation that a current read shows: what the operator sees at the machine now
     * says nothing about one that joins later.
     */
    @Override
    public void confirm(ConfirmFencingRequest request, StreamObserver<ChangeReply> observer) {
        Answers.unary(observer, () -> {
            NodeRequests.ConfirmFencing confirm = NodeRequests.decode(request);
            ClusterState state = reads.read(ReadConsistency.CURRENT).state();
            long incarnation = state.node(confirm.node())
                    .map(node -> node.incarnation())
                    .orElseThrow(() -> RejectionMapper.failure(new Rejection.NotFound(
                            confirm.node().value(),
                            "there is no node " + confirm.node() + " in the cluster")));
            Command command = new Command.RecordFencing(confirm.node(), incarnation,
                    new Command.FencingEvent.Confirmed());
            return NodeRequests.encode(changes.commit(command, confirm.change()));
        });
    }
}
