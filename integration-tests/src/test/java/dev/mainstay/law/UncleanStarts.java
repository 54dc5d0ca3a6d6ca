// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.law;

import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.scheduler.unpack.Unpacker;
import dev.mainstay.scheduler.work.NodeFlag;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import dev.mainstay.scheduler.work.WorkingState;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds starts of what may be active on an unclean machine as well, without fencing it first. What
 * was read of the status is the judge of that, before anything was decided. Resources that need no
 * fencing by their configuration are not judged, and neither are guests, which end with their host.
 */
final class UncleanStarts {
    private int looked;

    /** How many starts were judged: a law that is never put to the test says nothing. */
    int looked() {
        return looked;
    }

    /** The starts that break the law, with the machine. */
    List<String> in(SchedulerInput input, Plan plan, PlanOrder order) {
        WorkingState state =
                Unpacker.unpack(input.configuration(), input.status(), input.now()).state();
        List<String> broken = new ArrayList<>();
        if (!state.options().fencingEnabled()) {
            return broken;
        }
        for (int i = 0; i < plan.actions().size(); i++) {
            PlannedAction action = plan.actions().get(i);
            WorkResource resource = state.resource(action.resource().orElse(""));
            if (isStart(action) && resource != null && resource.is(ResourceFlag.NEEDS_FENCING)) {
                for (WorkNode node : resource.running()) {
                    if (node.is(NodeFlag.UNCLEAN) && !node.isGuest()
                            && !action.node().orElse("").equals(node.name())) {
                        looked++;
                        if (order.before(i).stream().noneMatch(each -> fences(each, node))) {
                            broken.add(action.key() + " on " + action.node().orElse("") + " beside "
                                    + node.name());
                        }
                    }
                }
            }
        }
        return broken;
    }

    private static boolean isStart(PlannedAction action) {
        return action.kind() == PlannedAction.Kind.RESOURCE
                && List.of("start", "promote", "migrate_from").contains(action.task());
    }

    private static boolean fences(PlannedAction action, WorkNode node) {
        return action.kind() == PlannedAction.Kind.FENCE
                && action.node().orElse("").equals(node.name())
                && !action.key().endsWith("-on");
    }
}
