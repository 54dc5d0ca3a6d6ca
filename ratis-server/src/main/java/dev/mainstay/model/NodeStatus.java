// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/** What is known of one machine now. */
public record NodeStatus(
        NodeId name,
        String identity,
        NodeCondition condition,
        SortedMap<String, String> transientAttributes,
        SortedMap<String, String> transientUtilization,
        List<ResourceHistory> histories) {
    public NodeStatus {
        Objects.requireNonNull(name);
        Objects.requireNonNull(identity);
        Objects.requireNonNull(condition);
        transientAttributes = SortedMaps.copyOf(transientAttributes);
        transientUtilization = SortedMaps.copyOf(transientUtilization);
        histories = List.copyOf(histories);
    }
}
