// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.ticket;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.cli.render.Palette;
import dev.mainstay.cli.render.TextTable;
import dev.mainstay.cli.render.Times;
import dev.mainstay.proto.v1.ListTicketsReply;
import dev.mainstay.proto.v1.ListTicketsRequest;
import dev.mainstay.proto.v1.TicketView;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows tickets. */
@Command(
        name = "show",
        description = "Shows tickets: whether this site holds them, and what needs them.",
        footer = {
            "",
            "Example:",
            "  mainstay ticket show"})
public final class TicketShowCommand extends ClusterVerb {

    @Parameters(arity = "0..*", paramLabel = "TICKET", description = "Only these.")
    private List<String> names = List.of();

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        ListTicketsReply all = cluster.tickets(
                stub -> stub.list(ListTicketsRequest.getDefaultInstance()));
        ListTicketsReply.Builder shown = all.toBuilder();
        if (!names.isEmpty()) {
            shown.clearTickets();
            names.forEach(name -> shown.addTickets(ticket(all, name)));
        }
        output.show(shown.build(), palette -> text(shown.getTicketsList(), palette));
        return ExitCode.OK;
    }

    private static TicketView ticket(ListTicketsReply all, String name) {
        return all.getTicketsList().stream()
                .filter(ticket -> ticket.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> CommandFailure.refused(
                        "There is no ticket '" + name + "'.",
                        "'mainstay ticket show' shows those there are."));
    }

    private static String text(List<TicketView> tickets, Palette palette) {
        TextTable table = new TextTable();
        for (TicketView ticket : tickets) {
            String state = ticket.getGranted()
                    ? palette.good("granted")
                    : palette.warning("not granted");
            String last = Times.local(ticket.getLastGrantedMillis());
            table.row(ticket.getName(), state + (ticket.getStandby() ? ", standby" : ""),
                    last.isEmpty() ? "" : "last granted " + last,
                    palette.faint(String.join(" ", ticket.getConstraintsList())));
        }
        return table.format("");
    }
}
