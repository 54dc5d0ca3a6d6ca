// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.leader;

import dev.mainstay.leader.NodeAges.Incarnation;
import dev.mainstay.model.NodeId;

/** A machine's present incarnation, as the log has it. */
record WatchedNode(NodeId node, long incarnation, Standing standing) {

    Incarnation life() {
        return new Incarnation(node, incarnation);
    }

    /** What a leader has to know of a machine's condition. */
    enum Standing {
        /** Joined, but an older incarnation is being fenced: no lease until that is settled. */
        PENDING,
        ONLINE,
        SUSPECTED,
        /** Its daemon announced that it starts again: it may be silent for longer. */
        RESTARTING,
        /** Lost, settled or left: nothing is granted to it, nothing more is judged about it. */
        GONE;

        boolean mayHoldLease() {
            return this == ONLINE || this == SUSPECTED || this == RESTARTING;
        }

        boolean isWatched() {
            return this != GONE;
        }
    }
}
