// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.state.Content;
import dev.mainstay.transition.Transition;
import java.util.List;
import java.util.Optional;

/** Cuts a transition that is too large for one entry into parts (safety.md 6). */
@FunctionalInterface
public interface TransitionStaging {

    /** Empty for a transition that fits into an entry as it is. */
    Optional<Staged> stage(Transition transition);

    /**
     * @param digest of the whole
     * @param parts in order; each fits into an entry
     */
    record Staged(String digest, List<Content> parts) {
        public Staged {
            parts = List.copyOf(parts);
        }
    }
}
