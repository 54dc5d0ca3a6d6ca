// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import dev.mainstay.state.Author;
import dev.mainstay.state.Command;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A command on its way to the log. The leader that appends it stamps the time.
 *
 * @param requestId makes a retry answer with the first outcome
 * @param onlyInTerm refuses to append in another term: for leader-authored commands, which are
 *         never retried across leaders (safety.md 5)
 */
public record Proposal(
        Command command,
        Author author,
        Optional<String> requestId,
        OptionalLong onlyInTerm) {

    /** A proposal whose repetition is harmless, valid in any term. */
    public static Proposal of(Command command, Author author) {
        return new Proposal(command, author, Optional.empty(), OptionalLong.empty());
    }

    /** A leader-authored proposal. */
    public static Proposal inTerm(Command command, Author author, long term) {
        return new Proposal(command, author, Optional.empty(), OptionalLong.of(term));
    }
}
