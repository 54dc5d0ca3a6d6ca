// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.Objects;

/** The name of a machine, remote machine or guest, as resources and operators see it. */
public record NodeId(String value) implements Comparable<NodeId> {
    public NodeId {
        Objects.requireNonNull(value);
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
