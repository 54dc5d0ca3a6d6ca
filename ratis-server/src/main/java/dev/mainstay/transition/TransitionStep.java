// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.transition;

import java.util.List;
import java.util.Optional;

/**
 * An action's place in the graph.
 *
 * @param number unique in the transition, from 0; also the order in which limits are handed out
 * @param after numbers of the steps that have to end well before, ascending
 * @param continues the id of an action in flight that this step takes over: it is not sent again
 */
public record TransitionStep(
        int number,
        Action action,
        List<Integer> after,
        Optional<ActionId> continues) {

    public TransitionStep {
        after = List.copyOf(after);
    }
}
