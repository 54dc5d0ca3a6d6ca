// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.transition;

import java.util.List;

/**
 * A planned set of actions with their partial order. Steps are sorted by number and their numbers
 * are their positions; the graph has no cycle.
 *
 * @param configurationRevision the revision it was planned for and its parameters come from
 * @param limits what bounds the actions in flight
 */
public record Transition(
        long configurationRevision,
        TransitionLimits limits,
        List<TransitionStep> steps) {

    public Transition {
        steps = List.copyOf(steps);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }
}
