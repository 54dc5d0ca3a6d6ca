// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.Outcome;
import java.util.Optional;

/** What became of a proposal. */
public sealed interface Proposed {

    /** Committed and applied; the outcome may still be a rejection. */
    record Applied(long index, Outcome outcome) implements Proposed {}

    /** There was no leader to take it; nothing was written. */
    record NoLeader(Optional<NodeId> hint) implements Proposed {}

    /** Not accepted: queue full, the term has passed. Nothing was written. */
    record Refused(String reason) implements Proposed {}

    /** Never acceptable: the log takes no entry of that size. Nothing was written. */
    record TooLarge(String reason) implements Proposed {}

    /** May or may not be, or become, committed. Retry with the same request id. */
    record Indeterminate(String reason) implements Proposed {}
}
