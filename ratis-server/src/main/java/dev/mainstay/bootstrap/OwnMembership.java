// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.port.FatalHandler;
import dev.mainstay.port.FatalHandler.Fault;
import dev.mainstay.port.StateSource;
import dev.mainstay.replica.StateMembers;
import dev.mainstay.state.ClusterEvent;
import dev.mainstay.state.ClusterState;
import java.util.List;
import java.util.Optional;

/**
 * Ends a node whose member was removed from the state. Nobody talks to it any more, so it would
 * only knock at closed doors.
 */
final class OwnMembership implements StateSource.Listener {

    private final String memberId;
    private final StateMembers members;
    private final FatalHandler fatal;
    private boolean told;

    OwnMembership(String memberId, StateMembers members, FatalHandler fatal) {
        this.memberId = memberId;
        this.members = members;
        this.fatal = fatal;
    }

    @Override
    public void applied(ClusterState state, List<ClusterEvent> events) {
        if (!told && members.wasRemoved(memberId)) {
            told = true;
            fatal.fatal(Fault.REMOVED_FROM_GROUP, sentence("member " + memberId + " is not in the"
                    + " state of entry " + state.appliedIndex() + " any more"), Optional.empty());
        }
    }

    /** What happened, and what an operator can do about it. */
    static String sentence(String what) {
        return what + "; to come back, empty the node's folders and join with a new token";
    }
}
