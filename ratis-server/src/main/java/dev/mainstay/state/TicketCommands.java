// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.SortedMaps;
import dev.mainstay.model.TicketStatus;
import dev.mainstay.state.Command.ChangeTicket;
import dev.mainstay.state.PlanDemand.Grade;
import java.util.Optional;
import java.util.TreeMap;

/** Tickets, by which sites agree on who runs what. */
final class TicketCommands {

    private TicketCommands() {}

    static Optional<Rejection> change(StateDraft draft, ChangeTicket change) {
        if (change.ticket().isBlank()) {
            return Optional.of(new Rejection.Invalid("ticket", "a ticket needs a name"));
        }
        TicketStatus before = draft.tickets.getOrDefault(change.ticket(),
                new TicketStatus(change.ticket(), false, false, SortedMaps.empty()));
        TreeMap<String, String> attributes = new TreeMap<>(before.attributes());
        if (change.granted().orElse(false)) {
            attributes.put("last-granted", Long.toString(draft.now().getEpochSecond()));
        }
        TicketStatus after = new TicketStatus(change.ticket(),
                change.granted().orElse(before.granted()),
                change.standby().orElse(before.standby()), attributes);
        draft.tickets = draft.tickets.plus(change.ticket(), after);
        boolean tightened = (before.granted() && !after.granted())
                || (!before.standby() && after.standby());
        draft.want(tightened ? Grade.SAFETY : Grade.FRESHNESS,
                "ticket " + change.ticket() + " changed");
        draft.happened(ClusterEvent.Kind.TICKET_CHANGED, change.ticket(),
                (after.granted() ? "granted" : "revoked") + (after.standby() ? ", standby" : ""));
        return CommandLimits.count("number of tickets", draft.tickets.size(), Limits.TICKETS);
    }

    /** A ticket that is not known is not granted, so forgetting one that is takes it away. */
    static Optional<Rejection> forget(StateDraft draft, String ticket) {
        if (!draft.tickets.containsKey(ticket)) {
            return Optional.of(new Rejection.NotFound(ticket,
                    "nothing is known of ticket " + ticket));
        }
        draft.tickets = draft.tickets.minus(ticket);
        draft.want(Grade.SAFETY, "ticket " + ticket + " was forgotten");
        draft.happened(ClusterEvent.Kind.TICKET_CHANGED, ticket, "forgotten");
        return Optional.empty();
    }
}
