// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.Objects;

/**
 * The name under which one instance of a resource runs: the primitive's id, followed by {@code :N}
 * for the instances of a clone. Operation history is kept under this name.
 */
public record InstanceId(String value) implements Comparable<InstanceId> {
    public InstanceId {
        Objects.requireNonNull(value);
    }

    /** The name without an instance number. */
    public ResourceId resource() {
        int colon = numberSeparator();
        return new ResourceId(colon < 0 ? value : value.substring(0, colon));
    }

    /** Whether the name ends in an instance number. */
    public boolean isNumbered() {
        return numberSeparator() >= 0;
    }

    private int numberSeparator() {
        int colon = value.lastIndexOf(':');
        if (colon <= 0 || colon == value.length() - 1) {
            return -1;
        }
        for (int i = colon + 1; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return -1;
            }
        }
        return colon;
    }

    @Override
    public int compareTo(InstanceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
