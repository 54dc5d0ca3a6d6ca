// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Immutable sorted copies, for records. */
public final class SortedMaps {
    private SortedMaps() {}

    /** An unmodifiable copy in natural key order. */
    public static <K extends Comparable<? super K>, V> SortedMap<K, V> copyOf(
            SortedMap<K, ? extends V> source) {
        TreeMap<K, V> copy = new TreeMap<>();
        copy.putAll(source);
        return Collections.unmodifiableSortedMap(copy);
    }

    /** The empty map. */
    public static <K extends Comparable<? super K>, V> SortedMap<K, V> empty() {
        return Collections.unmodifiableSortedMap(new TreeMap<>());
    }
}
