// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.NodeRequests;
import dev.mainstay.proto.v1.ChangeReply;
import dev.mainstay.proto.v1.NodeServiceGrpc;
import dev.mainstay.proto.v1.SetAttributeRequest;
import dev.mainstay.state.Command;
import io.grpc.stub.StreamObserver;

/** Serves NodeService. */
final class NodeEndpoint extends NodeServiceGrpc.NodeServiceImplBase {

    private final Changes changes;

    NodeEndpoint(Changes changes) {
        this.changes = changes;
    }

    @Override
    public void setAttribute(SetAttributeRequest request, StreamObserver<ChangeReply> observer) {
        Answers.unary(observer, () -> {
            NodeRequests.SetAttribute set = NodeRequests.decode(request);
            Command command = new Command.ChangeAttribute(set.node(), set.name(), set.value());
            return NodeRequests.encode(changes.commit(command, set.change()));
        });
    }
}
