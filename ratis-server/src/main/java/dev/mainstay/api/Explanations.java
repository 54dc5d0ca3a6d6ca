// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.ExplanationEncoder;
import dev.mainstay.codec.api.PlacementReasons;
import dev.mainstay.codec.api.PromotionReasons;
import dev.mainstay.codec.api.Reading;
import dev.mainstay.codec.api.ResourceRequests.Explain;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.proto.v1.ExplainReply;
import dev.mainstay.scheduler.explain.Ledger;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Rejection;
import dev.mainstay.state.RevisionHistory;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.TransitionStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Answers why a resource is where it is, by planning from the state once more: the same function on
 * the same state gives the same reasons on every machine.
 */
final class Explanations {

    private final PlanSource plans;

    Explanations(PlanSource plans) {
        this.plans = plans;
    }

    ExplainReply explain(Explain question, Reading reading, Instant now) {
        ClusterState state = question.revision().isPresent()
                ? at(reading.state(), question.revision().getAsLong())
                : reading.state();
        if (!state.revisions().index().hasResource(question.resource())) {
            throw RejectionMapper.failure(new Rejection.NotFound(question.resource().value(),
                    "there is no resource " + question.resource()));
        }
        PlanSource.Explained plan = plans.plan(state, now);
        List<NodeId> nodes = new ArrayList<>(state.nodes().keySet());
        question.node().ifPresent(wanted -> nodes.removeIf(node -> !node.equals(wanted)));
        if (nodes.isEmpty()) {
            throw RejectionMapper.failure(new Rejection.NotFound(
                    question.node().map(NodeId::value).orElse(""),
                    "there is no such node in the cluster"));
        }
        return new ExplanationEncoder(new PlacementReasons(plan.ledger(), question.resource(),
                placed(state, plan.ledger(), question.resource()),
                new TreeSet<>(state.activeOn(question.resource())),
                places(state, plan, question.resource())),
                new PromotionReasons(plan.ledger(),
                        instance -> isPart(state, instance, question.resource())))
                .encode(reading, state.revision(), nodes);
    }

    /** What is promoted is an instance of a primitive or a group: the resource, or part of it. */
    private static boolean isPart(ClusterState state, String instance, ResourceId resource) {
        var index = state.revisions().index();
        return index.leaves(new InstanceId(instance).resource()).stream()
                .anyMatch(index.leaves(resource)::contains);
    }

    /** The present status with an earlier configuration. */
    private static ClusterState at(ClusterState state, long revision) {
        if (state.revisions().revision(revision).isEmpty()) {
            throw RejectionMapper.failure(new Rejection.NotFound(Long.toString(revision),
                    "revision " + revision + " is not kept: list the revisions that are"));
        }
        return state.withRevisions(
                RevisionHistory.restore(state.revisions().kept().headMap(revision, true)));
    }

    /** The resource itself where it has scores of its own, else the first one in it. */
    private static ResourceId placed(ClusterState state, Ledger ledger, ResourceId resource) {
        boolean scored = ledger.finalScores().stream().anyMatch(
                score -> new InstanceId(score.resource()).resource().equals(resource));
        return scored
                ? resource
                : state.revisions().index().leaves(resource).stream().findFirst()
                        .orElse(resource);
    }

    /** Where the resource is when the plan is carried out. */
    private static SortedSet<NodeId> places(
            ClusterState state, PlanSource.Explained plan, ResourceId resource) {
        List<ResourceId> leaves = state.revisions().index().leaves(resource);
        SortedSet<NodeId> places = new TreeSet<>(state.activeOn(resource));
        SortedSet<NodeId> started = new TreeSet<>();
        for (TransitionStep step : plan.transition().steps()) {
            if (step.action() instanceof ResourceAction action
                    && leaves.contains(action.resource())) {
                if (action.task() == Task.STOP) {
                    places.remove(action.node());
                } else if (action.task() == Task.START || action.task() == Task.MIGRATE_FROM) {
                    started.add(action.node());
                }
            }
        }
        places.addAll(started);
        return places;
    }
}
