// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.work;

import java.util.Objects;

/**
 * A predecessor or successor of an action, with the meaning of the relation (see {@link Ordering}).
 */
public final class Edge {
    private final WorkAction other;
    private int kinds;

    Edge(WorkAction other, int kinds) {
        this.other = Objects.requireNonNull(other);
        this.kinds = kinds;
    }

    public WorkAction other() {
        return other;
    }

    public int kinds() {
        return kinds;
    }

    public boolean has(int kind) {
        return (kinds & kind) != 0;
    }

    public void kinds(int value) {
        kinds = value;
    }
}
