// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import dev.mainstay.port.MemberDirectory;
import dev.mainstay.port.RaftGateway;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.Member;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Who is a member, read from the state applied here.
 *
 * <p>An id that this replica never saw in a state is unknown only while the state here is complete:
 * once the replica has caught up since its start, and as long as it hears of a leader. Otherwise it
 * may lag behind the entry that admitted the holder, and the holder may be the very leader that has
 * to send that entry. Removed members stay in the state, so one that is gone is known to be gone on
 * every replica and after every restart, also from a snapshot.
 */
public final class StateMembers implements MemberDirectory {

    private final StateSource states;
    private volatile BooleanSupplier complete = () -> false;

    public StateMembers(StateSource states) {
        this.states = states;
    }

    /** From now on {@code raft} tells whether the state here is complete. */
    public void follow(RaftGateway raft) {
        complete = () -> raft.caughtUpSinceStart() && raft.leaderId().isPresent();
    }

    @Override
    public Standing standing(String memberId, String keyFingerprint) {
        Optional<Member> member = states.current().memberById(memberId);
        if (member.isPresent()) {
            return member.get().keyFingerprint().equals(keyFingerprint)
                    ? Standing.MEMBER
                    : Standing.OTHER_KEY;
        }
        if (wasRemoved(memberId)) {
            return Standing.REMOVED;
        }
        return complete.getAsBoolean() ? Standing.UNKNOWN : Standing.NOT_YET_KNOWN;
    }

    /** Whether the state here holds that the member was removed. */
    public boolean wasRemoved(String memberId) {
        return states.current().membership().removed().containsKey(memberId);
    }

    /** The member with this id. */
    public Optional<Member> member(String memberId) {
        return states.current().memberById(memberId);
    }
}
