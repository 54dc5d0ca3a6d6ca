// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.MemberDirectory;
import dev.mainstay.port.RaftGateway;
import dev.mainstay.port.StateSource;
import dev.mainstay.state.ClusterEvent;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Member;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Who is a member, read from the state applied here.
 *
 * <p>An id that this replica never saw in a state is unknown only while the state here is complete:
 * once the replica has caught up since its start, and as long as it hears of a leader. Otherwise it
 * may lag behind the entry that admitted the holder, and the holder may be the very leader that has
 * to send that entry. Ids are never used again, so one that was seen and is gone is gone for good.
 */
public final class StateMembers implements MemberDirectory, StateSource.Listener {

    private final StateSource states;
    private final Set<String> removed = ConcurrentHashMap.newKeySet();
    private volatile SortedMap<NodeId, Member> last;
    private volatile BooleanSupplier complete = () -> false;

    /** To be subscribed to the same states. */
    public StateMembers(StateSource states) {
        this.states = states;
        this.last = states.current().members();
    }

    /** From now on {@code raft} tells whether the state here is complete. */
    public void follow(RaftGateway raft) {
        complete = () -> raft.caughtUpSinceStart() && raft.leaderId().isPresent();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Equal maps are the same one unless somebody changed.
    public void applied(ClusterState state, List<ClusterEvent> events) {
        SortedMap<NodeId, Member> before = last;
        if (state.members() != before) {
            last = state.members();
            for (Member member : before.values()) {
                if (state.memberById(member.memberId()).isEmpty()) {
                    removed.add(member.memberId());
                }
            }
        }
    }

    @Override
    public Standing standing(String memberId, String keyFingerprint) {
        Optional<Member> member = states.current().memberById(memberId);
        if (member.isPresent()) {
            return member.get().keyFingerprint().equals(keyFingerprint)
                    ? Standing.MEMBER
                    : Standing.REMOVED;
        }
        if (wasRemoved(memberId)) {
            return Standing.REMOVED;
        }
        return complete.getAsBoolean() ? Standing.UNKNOWN : Standing.NOT_YET_KNOWN;
    }

    /** Whether the member was in a state that was seen here and is in none any more. */
    public boolean wasRemoved(String memberId) {
        return removed.contains(memberId);
    }

    /** The member with this id. */
    public Optional<Member> member(String memberId) {
        return states.current().memberById(memberId);
    }
}
