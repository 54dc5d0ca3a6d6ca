// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler.unpack;

import java.util.Optional;

/** Which transition of which coordinator an operation belonged to, of the text in a history. */
record TransitionKey(int transition, String coordinator) {

    /**
     * Reads {@code ACTION:TRANSITION:EXPECTED:COORDINATOR}, where old histories leave out the
     * third part; empty for any other text.
     */
    static Optional<TransitionKey> parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length < 3 || !parts[1].matches("\\d{1,9}")) {
            return Optional.empty();
        }
        return Optional.of(
                new TransitionKey(Integer.parseInt(parts[1]), parts[parts.length - 1]));
    }
}
