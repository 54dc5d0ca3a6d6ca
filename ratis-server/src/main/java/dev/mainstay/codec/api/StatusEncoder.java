// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.MoveView;
import dev.mainstay.proto.v1.ResourceStatusView;
import dev.mainstay.proto.v1.TransitionView;
import dev.mainstay.state.ClusterIdentity;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Move;
import dev.mainstay.state.Revision;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.StepStatus;
import dev.mainstay.transition.TransitionProgress;
import java.util.Optional;

/** Shows a state to people: everything in it is taken from the state, nothing is judged anew. */
public final class StatusEncoder {

    private StatusEncoder() {}

    public static ClusterStatus encode(Reading reading) {
        ClusterState state = reading.state();
        Revision current = state.revisions().current();
        Optional<ClusterIdentity> identity = state.membership().identity();
        ClusterStatus.Builder status = ClusterStatus.newBuilder()
                .setPosition(reading.position())
                .setClusterId(identity.map(ClusterIdentity::clusterId).orElse(""))
                .setClusterName(identity.map(ClusterIdentity::name).orElse(""))
                .setConfigurationRevision(current.number())
                .setFeatureLevel(Integer.toString(state.featureLevel()))
                // Whoever knows a leader was heard by a majority an election timeout ago.
                .setQuorate(reading.leader().isPresent())
                .addAllNodes(NodeEncoder.nodes(reading))
                .addAllResources(ResourceEncoder.resources(state))
                .addAllFailures(FailureEncoder.failures(state))
                .addAllFencing(FencingEncoder.open(state))
                .setTransition(transition(state))
                .addAllWarnings(Warnings.of(state))
                .setLogTimeMillis(state.logTime().toEpochMilli());
        state.moves().values().forEach(move -> status.addMoves(move(move)));
        return status.build();
    }

    /** Whether the cluster starts and stops the resource; what is not there counts as managed. */
    public static boolean isManaged(ClusterState state, ResourceId resource) {
        return ResourceEncoder.resources(state).stream()
                .filter(view -> view.getId().equals(resource.value()))
                .allMatch(ResourceStatusView::getManaged);
    }

    private static TransitionView transition(ClusterState state) {
        TransitionProgress progress = state.progress();
        TransitionView.Builder view = TransitionView.newBuilder()
                .setId(progress.id())
                .setActions(progress.transition().steps().size())
                .setDone(progress.doneCount())
                .setInFlight(progress.inFlight().size())
                .setFailed((int) progress.statuses().values().stream()
                        .filter(status -> status == StepStatus.FAILED)
                        .count())
                .setPlanWanted(state.planDemand().isWanted());
        for (InFlightAction action : progress.inFlight().values()) {
            view.addRunning(action.action().key() + " on " + action.node());
        }
        return view.build();
    }

    private static MoveView move(Move move) {
        return MoveView.newBuilder()
                .setResource(move.resource().value())
                .setToNode(move.target().map(NodeId::value).orElse(""))
                .setFromNode(String.join(" ", move.from().stream().map(NodeId::value).toList()))
                .setExpiresMillis(move.expires().toEpochMilli())
                .build();
    }
}
