// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.graph;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** One action of a transition: what, where, and after which others. */
public record PlannedAction(
        int id,
        Kind kind,
        String key,
        String task,
        long intervalMillis,
        Optional<String> resource,
        Optional<String> node,
        boolean cancellation,
        SortedMap<String, String> meta,
        List<Integer> after) {
    public PlannedAction {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(key);
        Objects.requireNonNull(task);
        Objects.requireNonNull(resource);
        Objects.requireNonNull(node);
        meta = dev.mainstay.model.SortedMaps.copyOf(meta);
        after = List.copyOf(after);
    }

    /** The same action, which comes after these too. */
    public PlannedAction withMoreAfter(List<Integer> more) {
        List<Integer> all = Stream.concat(after.stream(), more.stream()).distinct().sorted()
                .toList();
        return new PlannedAction(id, kind, key, task, intervalMillis, resource, node, cancellation,
                meta, all);
    }

    /** Who carries it out. */
    public enum Kind {
        RESOURCE,
        FENCE,
        CLUSTER,
        PSEUDO
    }
}
