// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import dev.mainstay.port.MemberDirectory;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Member;
import java.util.Optional;

/**
 * Who is a member, read from the state applied here.
 *
 * <p>An id that the state never held is never judged unknown, only not yet known: this replica may
 * lag behind the entry that admitted it, and the holder may be the very leader that has to send
 * that entry. Ids are never used again, so a member that was removed is told apart for good.
 */
public final class StateMembers implements MemberDirectory {

    private final StateSource states;

    public StateMembers(StateSource states) {
        this.states = states;
    }

    @Override
    public Standing standing(String memberId, String keyFingerprint) {
        ClusterState state = states.current();
        Optional<Member> member = member(state, memberId);
        if (member.isPresent()) {
            return member.get().keyFingerprint().equals(keyFingerprint)
                    ? Standing.MEMBER
                    : Standing.REMOVED;
        }
        return state.removedMembers().contains(memberId)
                ? Standing.REMOVED
                : Standing.NOT_YET_KNOWN;
    }

    /** The member with this id, as a caller of the API. */
    public Optional<Member> member(String memberId) {
        return member(states.current(), memberId);
    }

    private static Optional<Member> member(ClusterState state, String memberId) {
        return state.membership().members().values().stream()
                .filter(member -> member.memberId().equals(memberId))
                .findFirst();
    }
}
