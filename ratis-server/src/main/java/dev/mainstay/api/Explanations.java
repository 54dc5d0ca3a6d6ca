// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import dev.mainstay.codec.api.ExplanationEncoder;
import dev.mainstay.codec.api.Reading;
import dev.mainstay.codec.api.ResourceRequests.Explain;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.Group;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceId;
import dev.mainstay.proto.v1.ExplainReply;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Rejection;
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
        ClusterState state = reading.state();
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
        return new ExplanationEncoder(plan.ledger(), related(state, question.resource()),
                places(state, plan, question.resource()))
                .encode(reading, question.resource(), nodes);
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

    /** The resource, all in it, and all around it: scores are kept under each of these names. */
    private static SortedSet<ResourceId> related(ClusterState state, ResourceId resource) {
        SortedSet<ResourceId> related = new TreeSet<>(List.of(resource));
        for (Resource top : state.configuration().resources()) {
            List<ResourceId> names = new ArrayList<>();
            collect(top, names);
            if (names.contains(resource)) {
                related.add(top.id());
                related.addAll(state.revisions().index().leaves(resource));
            }
        }
        return related;
    }

    private static void collect(Resource resource, List<ResourceId> names) {
        names.add(resource.id());
        switch (resource) {
            case Primitive primitive -> {
                // Nothing is nested in it.
            }
            case Group group -> group.members().forEach(member -> collect(member, names));
            case Clone clone -> collect(clone.child(), names);
            case Bundle bundle -> bundle.primitive().ifPresent(inner -> collect(inner, names));
        }
    }
}
