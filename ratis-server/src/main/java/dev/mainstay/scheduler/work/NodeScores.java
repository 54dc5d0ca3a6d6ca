// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import dev.mainstay.model.Score;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The scores of one resource for the machines, by machine index. A machine may be absent: then the
 * resource may not run there whatever is added.
 */
public final class NodeScores {
    private final int[] scores;
    private final boolean[] present;
    /** Null while every machine is probed, as in most resources. */
    private Discovery @Nullable [] discovery;
    private int version = 0;

    public NodeScores(int nodeCount) {
        scores = new int[nodeCount];
        present = new boolean[nodeCount];
    }

    private NodeScores(NodeScores other) {
        scores = other.scores.clone();
        present = other.present.clone();
        discovery = other.discovery == null ? null : other.discovery.clone();
    }

    /** Whether a resource is probed on a machine. */
    public enum Discovery {
        ALWAYS,
        NEVER,
        EXCLUSIVE
    }

    public NodeScores copy() {
        return new NodeScores(this);
    }

    public int size() {
        return scores.length;
    }

    /** Another number after each change of a score. */
    public int version() {
        return version;
    }

    public boolean has(WorkNode node) {
        return present[node.index()];
    }

    public boolean has(int index) {
        return present[index];
    }

    public int get(WorkNode node) {
        return scores[node.index()];
    }

    public int get(int index) {
        return scores[index];
    }

    /** The score, or minus infinity for an absent machine. */
    public int orBanned(WorkNode node) {
        return present[node.index()] ? scores[node.index()] : -Score.INFINITY_VALUE;
    }

    public void put(WorkNode node, int score) {
        put(node.index(), score);
    }

    public void put(int index, int score) {
        present[index] = true;
        scores[index] = score;
        version++;
    }

    /** Adds to the score, making the machine present. */
    public void add(WorkNode node, int score) {
        add(node.index(), score);
    }

    public void add(int index, int score) {
        scores[index] = Score.sum(present[index] ? scores[index] : 0, score);
        present[index] = true;
        version++;
    }

    public void remove(int index) {
        present[index] = false;
        scores[index] = 0;
        version++;
    }

    public Discovery discovery(WorkNode node) {
        return discovery == null ? Discovery.ALWAYS : discovery[node.index()];
    }

    public void discovery(WorkNode node, Discovery value) {
        if (discovery == null) {
            discovery = new Discovery[scores.length];
            Arrays.fill(discovery, Discovery.ALWAYS);
        }
        discovery[node.index()] = value;
    }
}
