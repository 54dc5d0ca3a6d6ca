// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.Objects;
import java.util.SortedMap;

/** Whether this site holds a ticket, and what else the ticket carries. */
public record TicketStatus(
        String id, boolean granted, boolean standby, SortedMap<String, String> attributes) {
    public TicketStatus {
        Objects.requireNonNull(id);
        attributes = SortedMaps.copyOf(attributes);
    }
}
