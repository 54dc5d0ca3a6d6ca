// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.proto.v1.CleanupRequest;
import dev.mainstay.proto.v1.EndMoveRequest;
import dev.mainstay.proto.v1.ExplainRequest;
import dev.mainstay.proto.v1.MoveRequest;
import dev.mainstay.proto.v1.RestartRequest;
import dev.mainstay.state.OperationFilter;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Requests of ResourceService. */
public final class ResourceRequests {

    private static final Duration MOVE_VALID = Duration.ofMinutes(10);

    private ResourceRequests() {}

    /** @param node empty: away from where it runs */
    public record Move(
            Change change, ResourceId resource, Optional<NodeId> node, Duration valid) {}

    public static Move decode(MoveRequest request) {
        return new Move(
                Change.decode(request.getContext()),
                new ResourceId(Fields.required("resource", request.getResource())),
                Fields.node(request.getNode()),
                Fields.span("valid_millis", request.getValidMillis(), MOVE_VALID));
    }

    /** Ends a request to move. */
    public record EndMove(Change change, ResourceId resource) {}

    public static EndMove decode(EndMoveRequest request) {
        return new EndMove(
                Change.decode(request.getContext()),
                new ResourceId(Fields.required("resource", request.getResource())));
    }

    /** @param node empty: wherever it runs */
    public record Restart(Change change, ResourceId resource, Optional<NodeId> node) {}

    public static Restart decode(RestartRequest request) {
        return new Restart(
                Change.decode(request.getContext()),
                new ResourceId(Fields.required("resource", request.getResource())),
                Fields.node(request.getNode()));
    }

    /** What is forgotten of a resource's past. */
    public record Cleanup(
            Change change,
            Optional<ResourceId> resource,
            Optional<NodeId> node,
            Extent extent,
            Optional<OperationFilter> only) {

        /** How much is forgotten. */
        public enum Extent {
            FAILURES,
            ALL_HISTORY
        }
    }

    public static Cleanup decode(CleanupRequest request) {
        if (request.getOperation().isEmpty() && request.hasIntervalMillis()) {
            throw new MalformedRequest("interval_millis", "goes with an operation");
        }
        if (request.getRefresh() && !request.getOperation().isEmpty()) {
            throw new MalformedRequest("operation",
                    "goes with failures alone: a refresh forgets all history");
        }
        return new Cleanup(
                Change.decode(request.getContext()),
                Fields.resource(request.getResource()),
                Fields.node(request.getNode()),
                request.getRefresh() ? Cleanup.Extent.ALL_HISTORY : Cleanup.Extent.FAILURES,
                Fields.given(request.getOperation()).map(operation -> new OperationFilter(operation,
                        request.hasIntervalMillis()
                                ? OptionalLong.of(request.getIntervalMillis())
                                : OptionalLong.empty())));
    }

    /**
     * A question why a resource is where it is.
     *
     * @param node empty: all nodes
     * @param revision of the configuration that is meant; empty: the current one
     */
    public record Explain(
            ResourceId resource,
            Optional<NodeId> node,
            ReadConsistency consistency,
            OptionalLong revision) {}

    public static Explain decode(ExplainRequest request) {
        return new Explain(
                new ResourceId(Fields.required("resource", request.getResource())),
                Fields.node(request.getNode()),
                ReadConsistency.decode(request.getConsistency()),
                request.getRevision() == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(request.getRevision()));
    }
}
