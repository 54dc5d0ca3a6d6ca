// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.NodeId;
import dev.mainstay.proto.v1.ChangeReply;
import dev.mainstay.proto.v1.ConfirmFencingRequest;
import dev.mainstay.proto.v1.FencingHistoryRequest;
import dev.mainstay.proto.v1.RemoveNodeRequest;
import dev.mainstay.proto.v1.SetAttributeRequest;
import dev.mainstay.proto.v1.StopNodeRequest;
import dev.mainstay.state.AttributeChange;
import dev.mainstay.state.AttributeUpdate;
import java.util.Optional;

/** Requests about machines: NodeService and FencingService. */
public final class NodeRequests {

    private NodeRequests() {}

    /** A transient attribute is to be changed. */
    public record SetAttribute(Change change, AttributeChange attribute) {}

    public static SetAttribute decode(SetAttributeRequest request) {
        return new SetAttribute(
                Change.decode(request.getContext()),
                new AttributeChange(
                        new NodeId(Fields.required("node", request.getNode())),
                        Fields.required("name", request.getName()),
                        update(request)));
    }

    private static AttributeUpdate update(SetAttributeRequest request) {
        if (request.hasRaise() && request.hasValue()) {
            throw new MalformedRequest("raise", "comes instead of a value, not with one");
        }
        return request.hasRaise()
                ? new AttributeUpdate.Raise(request.getRaise())
                : AttributeUpdate.of(Fields.given(request.getValue()));
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
