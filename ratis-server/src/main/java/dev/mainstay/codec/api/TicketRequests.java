// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.Constraint;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.model.TicketStatus;
import dev.mainstay.proto.v1.ChangeTicketRequest;
import dev.mainstay.proto.v1.CleanupTicketRequest;
import dev.mainstay.proto.v1.ListTicketsReply;
import dev.mainstay.proto.v1.ListTicketsRequest;
import dev.mainstay.proto.v1.TicketView;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Requests and replies of TicketService. */
public final class TicketRequests {

    private static final String LAST_GRANTED = "last-granted";
    private static final long MILLIS_PER_SECOND = 1000;

    private TicketRequests() {}

    /** A change of what is known of a ticket. */
    public record TicketChange(Change context, Command command) {}

    public static TicketChange decode(ChangeTicketRequest request) {
        if (!request.hasGranted() && !request.hasStandby()) {
            throw new MalformedRequest("granted", "neither granted nor standby is given");
        }
        return new TicketChange(Change.decode(request.getContext()), new Command.ChangeTicket(
                Fields.required("ticket", request.getTicket()),
                request.hasGranted() ? Optional.of(request.getGranted()) : Optional.empty(),
                request.hasStandby() ? Optional.of(request.getStandby()) : Optional.empty()));
    }

    public static TicketChange decode(CleanupTicketRequest request) {
        return new TicketChange(Change.decode(request.getContext()), new Command.ForgetTicket(
                Fields.required("ticket", request.getTicket())));
    }

    public static ReadConsistency decode(ListTicketsRequest request) {
        return ReadConsistency.decode(request.getConsistency());
    }

    public static ListTicketsReply encode(Reading reading) {
        SortedMap<String, TreeSet<String>> constraints = constraints(reading.state());
        TreeSet<String> names = new TreeSet<>(constraints.keySet());
        names.addAll(reading.state().tickets().keySet());
        ListTicketsReply.Builder reply =
                ListTicketsReply.newBuilder().setPosition(reading.position());
        for (String name : names) {
            TicketStatus known = reading.state().tickets().getOrDefault(name,
                    new TicketStatus(name, false, false, SortedMaps.empty()));
            reply.addTickets(TicketView.newBuilder()
                    .setName(name)
                    .setGranted(known.granted())
                    .setStandby(known.standby())
                    .setLastGrantedMillis(lastGranted(known))
                    .addAllConstraints(constraints.getOrDefault(name, new TreeSet<>())));
        }
        return reply.build();
    }

    private static SortedMap<String, TreeSet<String>> constraints(ClusterState state) {
        SortedMap<String, TreeSet<String>> constraints = new TreeMap<>();
        for (Constraint constraint : state.configuration().constraints()) {
            if (constraint instanceof Constraint.Ticket ticket) {
                constraints.computeIfAbsent(ticket.ticket(), name -> new TreeSet<>())
                        .add(ticket.id());
            }
        }
        return constraints;
    }

    private static long lastGranted(TicketStatus ticket) {
        String seconds = ticket.attributes().getOrDefault(LAST_GRANTED, "");
        return seconds.matches("[0-9]{1,12}") ? Long.parseLong(seconds) * MILLIS_PER_SECOND : 0;
    }
}
