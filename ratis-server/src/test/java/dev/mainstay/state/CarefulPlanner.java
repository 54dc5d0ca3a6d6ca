// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.ResourceId;
import dev.mainstay.state.Command.TransitionSource;
import dev.mainstay.transition.Action;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.Transition;
import dev.mainstay.transition.TransitionLimits;
import dev.mainstay.transition.TransitionStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Plans one primitive: continue what is in flight, fence, probe, stop, and only then start. */
final class CarefulPlanner {

    private CarefulPlanner() {}

    static Command plan(Scenario cluster, ResourceId resource, Random random) {
        ClusterState state = cluster.state();
        List<TransitionStep> steps = new ArrayList<>();
        boolean busy = false;
        for (InFlightAction action : state.inFlight().values()) {
            add(steps, action.action(), List.of(), Optional.of(action));
            busy |= action.action() instanceof ResourceAction r && r.resource().equals(resource);
        }
        if (!busy) {
            planStart(state, resource, steps, random);
        }
        return new Command.AdoptTransition(cluster.index(), Scenario.TERM, cluster.time(),
                List.copyOf(state.inFlight().keySet()), random.nextInt(5) == 0,
                new TransitionSource.Inline(
                        new Transition(state.revision(), TransitionLimits.NONE, steps)),
                Optional.empty());
    }

    private static void planStart(
            ClusterState state, ResourceId resource, List<TransitionStep> steps, Random random) {
        List<Integer> before = new ArrayList<>();
        List<String> free = new ArrayList<>();
        for (NodeRecord node : state.nodes().values()) {
            String name = node.node().value();
            boolean known = node.instancesOf(resource).findAny().isPresent();
            if (node.state() == NodeState.LOST) {
                if (state.fencing().open(node.node()).isEmpty()) {
                    before.add(add(steps, Scenario.fence(name), List.of(), Optional.empty()));
                } else {
                    before.add(fencingStep(steps, name));
                }
            } else if (node.isActive() && (!known || node.instancesOf(resource)
                    .anyMatch(history -> !history.isKnown()))) {
                before.add(add(steps, Scenario.action(Task.PROBE, resource.value(), name),
                        List.of(), Optional.empty()));
                free.add(name);
            } else if (node.isActive() && node.mayBeActiveThere(resource)) {
                before.add(add(steps, Scenario.action(Task.STOP, resource.value(), name),
                        List.of(), Optional.empty()));
            } else if (node.isActive()) {
                free.add(name);
            }
        }
        if (!free.isEmpty()) {
            before.sort(null);
            add(steps, Scenario.action(Task.START, resource.value(),
                    free.get(random.nextInt(free.size()))), before, Optional.empty());
        }
    }

    private static int fencingStep(List<TransitionStep> steps, String node) {
        return steps.stream()
                .filter(step -> step.action().key().startsWith("stonith-" + node + "-"))
                .map(TransitionStep::number)
                .findFirst()
                .orElseThrow();
    }

    private static int add(
            List<TransitionStep> steps,
            Action action,
            List<Integer> after,
            Optional<InFlightAction> continued) {
        steps.add(new TransitionStep(steps.size(), action, after,
                continued.map(InFlightAction::id)));
        return steps.size() - 1;
    }
}
