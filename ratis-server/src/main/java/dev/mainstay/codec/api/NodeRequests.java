// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.NodeId;
import dev.mainstay.proto.v1.ChangeReply;
import dev.mainstay.proto.v1.ConfirmFencingRequest;
import dev.mainstay.proto.v1.FencingHistoryRequest;
import dev.mainstay.proto.v1.RemoveNodeRequest;
import dev.mainstay.proto.v1.SetAttributeRequest;
import dev.mainstay.proto.v1.StopNodeRequest;
import java.util.Optional;

/** Requests about machines: NodeService and FencingService. */
public final class NodeRequests {

    private NodeRequests() {}

    /** @param value empty: the attribute is removed */
    public record SetAttribute(
            Change change, NodeId node, String name, Optional<String> value) {}

    public static SetAttribute decode(SetAttributeRequest request) {
        return new SetAttribute(
                Change.decode(request.getContext()),
                new NodeId(Fields.required("node", request.getNode())),
                Fields.required("name", request.getName()),
                Fields.given(request.getValue()));
    }

    /** The node is to be emptied and to leave. */
    public record StopNode(Change change, NodeId node) {}

    public static StopNode decode(StopNodeRequest request) {
        return new StopNode(
                Change.decode(request.getContext()),
                new NodeId(Fields.required("node", request.getNode())));
    }

    /** The node is to be no member any more. */
    public record RemoveNode(Change change, NodeId node) {}

    public static RemoveNode decode(RemoveNodeRequest request) {
        return new RemoveNode(
                Change.decode(request.getContext()),
                new NodeId(Fields.required("node", request.getNode())));
    }

    /** An operator vouches that the machine is off. */
    public record ConfirmFencing(Change change, NodeId node) {}

    public static ConfirmFencing decode(ConfirmFencingRequest request) {
        return new ConfirmFencing(
                Change.decode(request.getContext()),
                new NodeId(Fields.required("node", request.getNode())));
    }

    /** @param node empty: all machines */
    public record FencingHistory(Optional<NodeId> node, ReadConsistency consistency) {}

    public static FencingHistory decode(FencingHistoryRequest request) {
        return new FencingHistory(
                Fields.node(request.getNode()),
                ReadConsistency.decode(request.getConsistency()));
    }

    public static ChangeReply encode(Committed committed) {
        ChangeReply.Builder reply = ChangeReply.newBuilder().setIndex(committed.index());
        committed.preview().ifPresent(reply::setPreview);
        return reply.build();
    }
}
