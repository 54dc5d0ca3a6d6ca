// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.simulate;

import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.scheduler.trial.RevisedStatus;
import dev.mainstay.scheduler.trial.RevisedStatus.NodeState;
import dev.mainstay.scheduler.trial.RevisedStatus.ResourceState;
import dev.mainstay.scheduler.trial.TransitionTrial;
import java.util.List;

/** Writes what came of a plan that was carried out on paper. */
final class TrialJson {

    private TrialJson() {}

    /** Members of the result's object, beginning with a comma. */
    static String render(TransitionTrial.Outcome outcome) {
        RevisedStatus status = RevisedStatus.of(outcome.after());
        return ", \"executed\": " + keys(outcome.done())
                + ", \"failed\": " + keys(outcome.failed())
                + ", \"not_begun\": " + keys(outcome.left())
                + ", \"revised\": {\"nodes\": "
                + PlanJson.list(status.nodes().stream().map(TrialJson::node).toList())
                + ", \"resources\": "
                + PlanJson.list(status.resources().stream().map(TrialJson::resource).toList())
                + "}";
    }

    private static String keys(List<PlannedAction> actions) {
        return PlanJson.list(actions.stream()
                .map(action -> "{\"id\": " + action.id() + ", \"key\": "
                        + PlanJson.text(action.key()) + ", \"node\": "
                        + PlanJson.text(action.node()) + "}")
                .toList());
    }

    private static String node(NodeState node) {
        return "{\"node\": " + PlanJson.text(node.name())
                + ", \"state\": " + PlanJson.text(node.state()) + "}";
    }

    private static String resource(ResourceState resource) {
        return "{\"resource\": " + PlanJson.text(resource.id())
                + ", \"role\": " + PlanJson.text(resource.role().text())
                + ", \"nodes\": " + resource.nodes().stream().map(PlanJson::text).toList()
                + ", \"remarks\": " + resource.remarks().stream().map(PlanJson::text).toList()
                + "}";
    }
}
