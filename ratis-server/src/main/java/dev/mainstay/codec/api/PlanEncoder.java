// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.proto.v1.PlannedView;
import dev.mainstay.proto.v1.PreviewReply;
import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.scheduler.graph.PlannedAction.Kind;
import java.util.List;

/** Shows what is planned. */
public final class PlanEncoder {

    private PlanEncoder() {}

    public static PreviewReply preview(
            Reading reading, List<PlannedAction> actions, List<String> warnings) {
        PreviewReply.Builder reply = PreviewReply.newBuilder()
                .setPosition(reading.position())
                .addAllWarnings(warnings);
        actions.stream()
                .filter(action -> !action.cancellation() && action.kind() != Kind.CLUSTER)
                .forEach(action -> reply.addActions(view(action)));
        return reply.build();
    }

    private static PlannedView view(PlannedAction action) {
        boolean fencing = action.kind() == Kind.FENCE;
        return PlannedView.newBuilder()
                .setResource(fencing ? "" : action.resource().orElse(""))
                .setOperation(fencing ? "fence" : action.task())
                .setIntervalMillis(action.intervalMillis())
                .setNode(action.node().orElse(""))
                .build();
    }
}
