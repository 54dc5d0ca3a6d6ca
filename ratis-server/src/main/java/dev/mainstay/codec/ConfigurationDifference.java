// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import dev.mainstay.model.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * One value that two configurations do not have in common.
 *
 * @param path names of sections and elements, then of the value
 * @param before empty: it is added
 * @param after empty: it is removed
 */
public record ConfigurationDifference(
        String path, Optional<String> before, Optional<String> after) {

    /** All differences, in the order of their paths. */
    public static List<ConfigurationDifference> between(Configuration one, Configuration other) {
        SortedMap<String, String> before = MessageLeaves.of(ConfigurationCodec.encode(one));
        SortedMap<String, String> after = MessageLeaves.of(ConfigurationCodec.encode(other));
        TreeSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        List<ConfigurationDifference> differences = new ArrayList<>();
        for (String path : paths) {
            Optional<String> was = Optional.ofNullable(before.get(path));
            Optional<String> is = Optional.ofNullable(after.get(path));
            if (!was.equals(is)) {
                differences.add(new ConfigurationDifference(path, was, is));
            }
        }
        return differences;
    }
}
