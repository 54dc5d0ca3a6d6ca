// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.assign;

import dev.mainstay.model.Score;
import dev.mainstay.scheduler.work.NodeScores;
import dev.mainstay.scheduler.work.WorkNode;
import dev.mainstay.scheduler.work.WorkResource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a resource wants of each machine, weighed by the colocations that lead to it, and what those
 * placed with it want in turn. It does not depend on the scores that it is added to.
 */
final class Preference {
    private final WorkResource source;
    private final int sourceVersion;
    private final int[] wanted;
    private final List<Preference> following;

    // All of it added up, by machine: the sum, the least and most that it comes to on the way, and
    // whether any part of it rules the machine out.
    private final int[] sum;
    private final int[] least;
    private final int[] most;
    private final boolean[] vetoed;
    /** The machines that it makes a difference for. */
    private final int[] touched;

    /** @param wanted by machine index */
    Preference(WorkResource source, int[] wanted, List<Preference> following) {
        this.source = source;
        this.sourceVersion = source.scores().version();
        this.wanted = wanted;
        this.following = List.copyOf(following);
        this.sum = wanted.clone();
        this.least = new int[wanted.length];
        this.most = new int[wanted.length];
        this.vetoed = new boolean[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            least[i] = Math.min(0, wanted[i]);
            most[i] = Math.max(0, wanted[i]);
            vetoed[i] = wanted[i] <= -Score.INFINITY_VALUE;
            for (Preference next : this.following) {
                least[i] = Math.min(least[i], Score.sum(sum[i], next.least[i]));
                most[i] = Math.max(most[i], Score.sum(sum[i], next.most[i]));
                sum[i] = Score.sum(sum[i], next.sum[i]);
                vetoed[i] |= next.vetoed[i];
            }
        }
        this.touched = IntStream.range(0, wanted.length)
                .filter(i -> least[i] != 0 || most[i] != 0).toArray();
    }

    /** Whether nothing that it was made of has changed. */
    boolean isCurrent() {
        if (source.scores().version() != sourceVersion) {
            return false;
        }
        for (Preference next : following) {
            if (!next.isCurrent()) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is in part that of a resource. */
    boolean isFrom(WorkResource resource) {
        if (source == resource) {
            return true;
        }
        for (Preference next : following) {
            if (next.isFrom(resource)) {
                return true;
            }
        }
        return false;
    }

    /** The machines whose scores it may change, in their order. */
    List<WorkNode> concerned(List<WorkNode> nodes) {
        List<WorkNode> concerned = new ArrayList<>(touched.length);
        for (int i : touched) {
            concerned.add(nodes.get(i));
        }
        return concerned;
    }

    /**
     * Adds it to scores. What would leave no machine to run on is left out, with all that follows
     * from it.
     */
    void addTo(NodeScores scores, List<WorkNode> nodes, boolean onlyPositive) {
        if (!onlyPositive && isPlainSum(scores, nodes)) {
            for (int i : touched) {
                if (scores.has(i)) {
                    scores.put(i, Score.sum(scores.get(i), sum[i]));
                }
            }
        } else {
            addStepwise(scores, nodes, onlyPositive);
        }
    }

    /**
     * Whether it comes to the same to add the sum at once: some machine can be used all the time,
     * and no score is cut off at infinity on the way, unless by a veto, which nothing outweighs.
     */
    private boolean isPlainSum(NodeScores scores, List<WorkNode> nodes) {
        for (int i : touched) {
            if (scores.has(i) && !vetoed[i] && scores.get(i) > -Score.INFINITY_VALUE
                    && (Score.sum(scores.get(i), least[i]) <= -Score.INFINITY_VALUE
                            || Score.sum(scores.get(i), most[i]) >= Score.INFINITY_VALUE)) {
                return false;
            }
        }
        for (WorkNode node : nodes) {
            int i = node.index();
            if (scores.has(i) && !vetoed[i] && Score.sum(scores.get(i), least[i]) >= 0
                    && NodeChoice.isAvailable(node, null)) {
                return true;
            }
        }
        return false;
    }

    private void addStepwise(NodeScores scores, List<WorkNode> nodes, boolean onlyPositive) {
        NodeScores work = scores.copy();
        for (int i = 0; i < wanted.length; i++) {
            if (work.has(i)) {
                int score = Score.sum(wanted[i], work.get(i));
                if (onlyPositive && score < 0 && work.get(i) > 0) {
                    work.put(i, 1);
                } else if (!onlyPositive || score >= 0 || work.get(i) != 0) {
                    work.put(i, score);
                }
            }
        }
        if (!NodeChoice.anyUsable(nodes, work)) {
            return;
        }
        for (Preference next : following) {
            next.addStepwise(work, nodes, onlyPositive);
        }
        for (int i = 0; i < wanted.length; i++) {
            if (work.has(i)) {
                scores.put(i, work.get(i));
            }
        }
    }
}
