// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import java.util.List;

/** What applying an entry gives: the next state, the answer, and what happened. */
public record Applied(ClusterState state, Outcome outcome, List<ClusterEvent> events) {

    public Applied {
        events = List.copyOf(events);
    }
}
