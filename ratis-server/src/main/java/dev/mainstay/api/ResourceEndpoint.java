// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.AgentCodec;
import dev.mainstay.codec.api.NodeRequests;
import dev.mainstay.codec.api.ReadConsistency;
import dev.mainstay.codec.api.Reading;
import dev.mainstay.codec.api.ResourceRequests;
import dev.mainstay.codec.api.ResourceRequests.Cleanup;
import dev.mainstay.codec.api.StatusEncoder;
import dev.mainstay.model.ResourceId;
import dev.mainstay.port.NodeClock;
import dev.mainstay.proto.v1.ChangeReply;
import dev.mainstay.proto.v1.CleanupRequest;
import dev.mainstay.proto.v1.DescribeAgentReply;
import dev.mainstay.proto.v1.DescribeAgentRequest;
import dev.mainstay.proto.v1.EndMoveRequest;
import dev.mainstay.proto.v1.ExplainReply;
import dev.mainstay.proto.v1.ExplainRequest;
import dev.mainstay.proto.v1.ListResourceAgentsReply;
import dev.mainstay.proto.v1.ListResourceAgentsRequest;
import dev.mainstay.proto.v1.MoveRequest;
import dev.mainstay.proto.v1.ResourceServiceGrpc;
import dev.mainstay.proto.v1.RestartRequest;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Rejection;
import io.grpc.stub.StreamObserver;
import java.time.Instant;

/** Serves ResourceService. */
final class ResourceEndpoint extends ResourceServiceGrpc.ResourceServiceImplBase {

    private final Changes changes;
    private final Reads reads;
    private final AgentCatalog agents;
    private final Explanations explanations;
    private final NodeClock clock;

    ResourceEndpoint(
            Changes changes,
            Reads reads,
            AgentCatalog agents,
            Explanations explanations,
            NodeClock clock) {
        this.changes = changes;
        this.reads = reads;
        this.agents = agents;
        this.explanations = explanations;
        this.clock = clock;
    }

    @Override
    public void move(MoveRequest request, StreamObserver<ChangeReply> observer) {
        Answers.unary(observer, () -> {
            ResourceRequests.Move move = ResourceRequests.decode(request);
            Instant expires = later(reads.local()).plus(move.valid());
            Command command = new Command.ChangeMove(move.resource(),
                    new Command.MoveChange.Requested(move.node(), expires));
            return NodeRequests.encode(changes.commit(command, move.change()));
        });
    }

    @Override
    public void endMove(EndMoveRequest request, StreamObserver<ChangeReply> observer) {
        Answers.unary(observer, () -> {
            ResourceRequests.EndMove end = ResourceRequests.decode(request);
            Command command = new Command.ChangeMove(
                    end.resource(), new Command.MoveChange.Ended("an operator ended it"));
            return NodeRequests.encode(changes.commit(command, end.change()));
        });
    }

    @Override
    public void restart(RestartRequest request, StreamObserver<ChangeReply> observer) {
        Answers.unary(observer, () -> {
            ResourceRequests.Restart restart = ResourceRequests.decode(request);
            refuseUnmanaged(restart.resource());
            Command command =
                    new Command.RestartResource(restart.resource(), restart.node());
            return NodeRequests.encode(changes.commit(command, restart.change()));
        });
    }

    /** What nobody restarts now would be restarted by surprise once it is managed again. */
    private void refuseUnmanaged(ResourceId resource) {
        ClusterState state = reads.read(ReadConsistency.CURRENT).state();
        if (!StatusEncoder.isManaged(state, resource)) {
            throw RejectionMapper.failure(new Rejection.NotPossibleNow("resource " + resource
                    + " is not managed: manage it, or end the maintenance, first"));
        }
    }

    @Override
    public void cleanup(CleanupRequest request, StreamObserver<ChangeReply> observer) {
        Answers.unary(observer, () -> {
            Cleanup cleanup = ResourceRequests.decode(request);
            Command command = new Command.ClearFailures(cleanup.resource(), cleanup.node(),
                    cleanup.extent() == Cleanup.Extent.ALL_HISTORY, cleanup.only());
            return NodeRequests.encode(changes.commit(command, cleanup.change()));
        });
    }

    @Override
    public void explain(ExplainRequest request, StreamObserver<ExplainReply> observer) {
        Answers.unary(observer, () -> {
            ResourceRequests.Explain explain = ResourceRequests.decode(request);
            Reading reading = reads.read(explain.consistency());
            return explanations.explain(explain, reading, later(reading));
        });
    }

    @Override
    public void listAgents(
            ListResourceAgentsRequest request, StreamObserver<ListResourceAgentsReply> observer) {
        Answers.unary(observer,
                () -> AgentCodec.encodeNames(agents.names(AgentCodec.decode(request))));
    }

    @Override
    public void describeAgent(
            DescribeAgentRequest request, StreamObserver<DescribeAgentReply> observer) {
        Answers.unary(observer,
                () -> AgentCodec.encode(agents.describe(AgentCodec.decode(request))));
    }

    /** What a plan made now would take for the time (safety.md 27). */
    private Instant later(Reading reading) {
        Instant logTime = reading.state().logTime();
        Instant wall = clock.wall();
        return wall.isAfter(logTime) ? wall : logTime;
    }
}
