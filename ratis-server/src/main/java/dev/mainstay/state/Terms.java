// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import java.util.Optional;

/** Leader-authored commands carry their term and count in no other one (safety.md 5). */
final class Terms {

    private Terms() {}

    static Optional<Rejection> refuseOther(StateDraft draft, long term) {
        long actual = draft.entry().term();
        return term == actual
                ? Optional.empty()
                : Optional.of(new Rejection.Outdated("the leader of term " + term
                        + " ordered this, and it was written in term " + actual));
    }
}
