// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.transition;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A transition with its successors at hand, so that a result costs what depends on it and not what
 * the transition holds. Derived from the transition alone.
 */
public final class TransitionGraph {

    public static final TransitionGraph EMPTY = new TransitionGraph(
            new Transition(0, TransitionLimits.NONE, List.of()), new int[0][], new int[0]);

    private final Transition transition;
    private final int[][] successors;
    private final int[] predecessorCounts;

    private TransitionGraph(Transition transition, int[][] successors, int[] predecessorCounts) {
        this.transition = transition;
        this.successors = successors;
        this.predecessorCounts = predecessorCounts;
    }

    /** Empty if the steps are not numbered by position, name unknown steps or form a cycle. */
    public static Optional<TransitionGraph> of(Transition transition) {
        List<TransitionStep> steps = transition.steps();
        int[] outgoing = new int[steps.size()];
        int[] incoming = new int[steps.size()];
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).number() != i) {
                return Optional.empty();
            }
            int last = -1;
            for (int before : steps.get(i).after()) {
                if (before <= last || before >= steps.size() || before == i) {
                    return Optional.empty();
                }
                last = before;
                outgoing[before]++;
                incoming[i]++;
            }
        }
        TransitionGraph graph =
                new TransitionGraph(transition, successors(steps, outgoing), incoming);
        return graph.isAcyclic() ? Optional.of(graph) : Optional.empty();
    }

    public Transition transition() {
        return transition;
    }

    public int size() {
        return transition.steps().size();
    }

    public TransitionStep step(int number) {
        return transition.steps().get(number);
    }

    int predecessorCount(int number) {
        return predecessorCounts[number];
    }

    int[] successors(int number) {
        return successors[number];
    }

    private static int[][] successors(List<TransitionStep> steps, int[] outgoing) {
        int[][] successors = new int[steps.size()][];
        for (int i = 0; i < successors.length; i++) {
            successors[i] = new int[outgoing[i]];
        }
        int[] filled = new int[successors.length];
        for (TransitionStep step : steps) {
            for (int before : step.after()) {
                successors[before][filled[before]++] = step.number();
            }
        }
        return successors;
    }

    private boolean isAcyclic() {
        int[] remaining = Arrays.copyOf(predecessorCounts, predecessorCounts.length);
        int[] queue = new int[remaining.length];
        int end = 0;
        for (int i = 0; i < remaining.length; i++) {
            if (remaining[i] == 0) {
                queue[end++] = i;
            }
        }
        for (int begin = 0; begin < end; begin++) {
            for (int next : successors[queue[begin]]) {
                if (--remaining[next] == 0) {
                    queue[end++] = next;
                }
            }
        }
        return end == remaining.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TransitionGraph graph && transition.equals(graph.transition);
    }

    @Override
    public int hashCode() {
        return transition.hashCode();
    }

    @Override
    public String toString() {
        return "TransitionGraph[" + size() + " steps]";
    }
}
