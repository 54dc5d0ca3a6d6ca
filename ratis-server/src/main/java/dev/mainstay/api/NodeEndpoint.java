// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.NodeRequests;
import dev.mainstay.codec.api.ReadConsistency;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.NodeClock;
import dev.mainstay.proto.v1.ChangeReply;
import dev.mainstay.proto.v1.NodeServiceGrpc;
import dev.mainstay.proto.v1.RemoveNodeRequest;
import dev.mainstay.proto.v1.RestartNodeReply;
import dev.mainstay.proto.v1.RestartNodeRequest;
import dev.mainstay.proto.v1.SetAttributeRequest;
import dev.mainstay.proto.v1.StopNodeRequest;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Member;
import dev.mainstay.state.MembershipChange;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.RemoteMachine;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Serves NodeService. */
final class NodeEndpoint extends NodeServiceGrpc.NodeServiceImplBase {

    private final Changes changes;
    private final Reads reads;
    private final Supplier<CompletableFuture<Void>> restart;
    private final NodeClock clock;

    /** @param restart ends this daemon so that it can be started again, services running on */
    NodeEndpoint(
            Changes changes,
            Reads reads,
            Supplier<CompletableFuture<Void>> restart,
            NodeClock clock) {
        this.changes = changes;
        this.reads = reads;
        this.restart = restart;
        this.clock = clock;
    }

    @Override
    public void setAttribute(SetAttributeRequest request, StreamObserver<ChangeReply> observer) {
        Answers.unary(observer, () -> {
            NodeRequests.SetAttribute set = NodeRequests.decode(request);
            return NodeRequests.encode(changes.commit(set.attribute(), set.change()));
        });
    }

    @Override
    public void stop(StopNodeRequest request, StreamObserver<ChangeReply> observer) {
        Answers.unary(observer, () -> {
            NodeRequests.StopNode stop = NodeRequests.decode(request);
            NodeRecord node = known(current(), stop.node());
            Command command = new Command.RecordNodeEvent(stop.node(),
                    new NodeEvent.ShutdownRequested(node.incarnation(), clock.wall()));
            return NodeRequests.encode(changes.commit(command, stop.change()));
        });
    }

    @Override
    public void remove(RemoveNodeRequest request, StreamObserver<ChangeReply> observer) {
        Answers.unary(observer, () -> {
            NodeRequests.RemoveNode remove = NodeRequests.decode(request);
            ClusterState state = current();
            Optional<RemoteMachine> remote =
                    Optional.ofNullable(state.membership().remotes().get(remove.node()));
            if (remote.isPresent()) {
                return NodeRequests.encode(changes.commit(new Command.ChangeMembership(
                        new MembershipChange.RemoteRemoved(
                                remove.node(), remote.get().machineId())),
                        remove.change()));
            }
            Member member = state.member(remove.node()).orElseThrow(() -> unknown(remove.node()));
            requireMajorityWithout(state, member);
            Command command = new Command.ChangeMembership(
                    new MembershipChange.Removed(member.node(), member.memberId()));
            return NodeRequests.encode(changes.commit(command, remove.change()));
        });
    }

    @Override
    public void restart(RestartNodeRequest request, StreamObserver<RestartNodeReply> observer) {
        Answers.unary(observer, () -> {
            if (!(Caller.current() instanceof Caller.LocalCaller)) {
                throw Status.PERMISSION_DENIED.withDescription("a daemon is restarted over its own"
                        + " local socket only: run the command on that machine")
                        .asRuntimeException();
            }
            restart.get().join();
            return RestartNodeReply.getDefaultInstance();
        });
    }

    /** To take a voter out, most of the present voters have to agree, without that one. */
    private static void requireMajorityWithout(ClusterState state, Member leaving) {
        long voters = state.members().values().stream().filter(Member::voter).count();
        long agreeing = state.members().values().stream()
                .filter(member -> member.voter() && !member.equals(leaving))
                .filter(member -> state.node(member.node())
                        .filter(NodeRecord::isActive).isPresent())
                .count();
        if (leaving.voter() && 2 * agreeing <= voters) {
            throw Status.FAILED_PRECONDITION.withDescription("node " + leaving.node()
                    + " cannot be removed: of " + voters + " voters " + agreeing + " other "
                    + (agreeing == 1 ? "is" : "are") + " there, and most have to agree; start the"
                    + " others, or let another node join first").asRuntimeException();
        }
    }

    private ClusterState current() {
        return reads.read(ReadConsistency.CURRENT).state();
    }

    private static NodeRecord known(ClusterState state, NodeId node) {
        return state.node(node).orElseThrow(() -> unknown(node));
    }

    private static StatusRuntimeException unknown(NodeId node) {
        return Status.NOT_FOUND.withDescription("there is no node " + node + " in this cluster")
                .asRuntimeException();
    }
}
