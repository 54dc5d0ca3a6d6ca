// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The attributes of a CIB's root. Some are settings and are kept; the others are Pacemaker's
 * book-keeping of a running cluster, which would be wrong in any other. What an export adds, an
 * import takes away again.
 */
final class RootAttributes {
    private static final String EPOCH = "epoch";
    private static final String UPDATES = "num_updates";

    /** The newest schema that Pacemaker 2.1 knows; Pacemaker 3 upgrades it by itself. */
    private static final Map<String, String> DEFAULTS =
            sorted("validate-with", "pacemaker-3.9", "admin_epoch", "0");

    private static final List<String> BOOK_KEEPING = List.of(EPOCH, UPDATES, "cib-last-written",
            "update-origin", "update-client", "update-user", "have-quorum", "dc-uuid",
            "no-quorum-panic", "execution-date");

    private RootAttributes() {}

    /** Those that are part of the configuration. */
    static SortedMap<String, String> kept(Map<String, String> attributes) {
        TreeMap<String, String> kept = new TreeMap<>(attributes);
        BOOK_KEEPING.forEach(kept::remove);
        DEFAULTS.forEach(kept::remove);
        return kept;
    }

    static Map<String, String> exported(Map<String, String> attributes, long revision) {
        Map<String, String> exported = new LinkedHashMap<>(DEFAULTS);
        exported.put(EPOCH, Long.toString(revision));
        exported.put(UPDATES, "0");
        exported.putAll(attributes);
        return Collections.unmodifiableMap(exported);
    }

    private static SortedMap<String, String> sorted(String... namesAndValues) {
        SortedMap<String, String> sorted = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            sorted.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return sorted;
    }
}
