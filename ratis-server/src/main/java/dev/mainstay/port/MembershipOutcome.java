// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import java.util.List;
import java.util.Optional;

/** What became of a change of the voters. */
public sealed interface MembershipOutcome {
    /** In force; these are the voters now. */
    record Changed(List<PeerAddress> voters) implements MembershipOutcome {
        public Changed {
            voters = List.copyOf(voters);
        }
    }

    /** Nothing changed: this peer does not lead. */
    record NotLeader(Optional<String> leaderId) implements MembershipOutcome {}

    /** Nothing changed, for the reason given: another change is under way, for example. */
    record Refused(String reason) implements MembershipOutcome {}

    /** Leadership was lost in flight: ask the new leader for its voters. */
    record Indeterminate(String reason) implements MembershipOutcome {}
}
