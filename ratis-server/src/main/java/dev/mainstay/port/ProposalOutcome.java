// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import java.util.Optional;

/**
 * What became of a proposal. Only {@link Indeterminate} leaves open whether the entry is in the
 * log: its author asks again with the same request id, and apply recognises it.
 */
public sealed interface ProposalOutcome {
    /** Committed at this position and applied here; {@code reply} is what apply answered. */
    @SuppressWarnings("ArrayRecordComponent") // An opaque message, never compared.
    record Committed(long index, long term, byte[] reply) implements ProposalOutcome {}

    /** Not appended: this peer does not lead. The hint is the leader that it knows of. */
    record NotLeader(Optional<String> leaderId) implements ProposalOutcome {}

    /** Not appended: this peer cannot take entries now; the same proposal may work later. */
    record Unavailable(String reason) implements ProposalOutcome {}

    /** Not appended, and never will be: the entry is larger than the log takes. */
    record TooLarge(int bytes, int limitBytes) implements ProposalOutcome {}

    /** Leadership or the peer was lost in flight: the entry may or may not be committed. */
    record Indeterminate(String reason) implements ProposalOutcome {}
}
