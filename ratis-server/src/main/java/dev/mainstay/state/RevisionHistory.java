// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.Configuration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * The current configuration and those before it, bounded by {@link Limits}.
 *
 * @param kept by number; the last is the current one
 * @param keptElements elements over all kept revisions
 * @param index derived from the current configuration
 */
public record RevisionHistory(
        PSortedMap<Long, Revision> kept, long keptElements, ConfigurationIndex index) {

    /** Revision 0: an empty configuration that nobody wrote. */
    public static final RevisionHistory INITIAL = restore(TreePMap.singleton(0L, new Revision(0, 0,
            0, Instant.EPOCH, new Author("cluster", ""), "", Configuration.EMPTY)));

    /** Rebuilds from what a snapshot holds; there is at least one revision. */
    public static RevisionHistory restore(SortedMap<Long, Revision> saved) {
        PSortedMap<Long, Revision> kept = TreePMap.fromSortedMap(saved);
        long elements = kept.values().stream()
                .mapToLong(revision -> ConfigurationIndex.elementCount(revision.configuration()))
                .sum();
        return new RevisionHistory(kept, elements,
                ConfigurationIndex.of(kept.lastEntry().getValue().configuration()));
    }

    public Revision current() {
        return kept.lastEntry().getValue();
    }

    public Optional<Revision> revision(long number) {
        return Optional.ofNullable(kept.get(number));
    }

    /** The history with a newer revision; the oldest ones give way. */
    public RevisionHistory plus(Revision revision) {
        PSortedMap<Long, Revision> next = kept.plus(revision.number(), revision);
        long elements =
                keptElements + ConfigurationIndex.elementCount(revision.configuration());
        while (next.size() > 1
                && (next.size() > Limits.KEPT_REVISIONS || elements > Limits.KEPT_ELEMENTS)) {
            elements -= ConfigurationIndex.elementCount(
                    next.firstEntry().getValue().configuration());
            next = next.minusFirstEntry();
        }
        return new RevisionHistory(next, elements,
                ConfigurationIndex.of(revision.configuration()));
    }
}
