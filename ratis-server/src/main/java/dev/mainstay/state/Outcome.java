// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The answer to a command; kept for a while by request id so that a retry gets the same one. */
public sealed interface Outcome {

    /**
     * The command had its effect.
     *
     * @param index log index of the entry
     * @param revision the configuration's revision after it
     * @param refused by position, the parts of it that had none
     */
    record Accepted(long index, long revision,
            SortedMap<Integer, Rejection> refused) implements Outcome {
        public Accepted {
            refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
        }

        /** All of it had its effect. */
        public Accepted(long index, long revision) {
            this(index, revision, Collections.emptySortedMap());
        }
    }

    /** It had none. */
    record Rejected(Rejection rejection) implements Outcome {}
}
