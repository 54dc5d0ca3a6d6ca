// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What is known of the whole cluster now. */
public record ClusterStatus(
        boolean quorate,
        boolean everQuorate,
        boolean watchdog,
        Optional<NodeId> designatedController,
        List<NodeStatus> nodes,
        List<TicketStatus> tickets) {
    public ClusterStatus {
        Objects.requireNonNull(designatedController);
        nodes = List.copyOf(nodes);
        tickets = List.copyOf(tickets);
    }
}
