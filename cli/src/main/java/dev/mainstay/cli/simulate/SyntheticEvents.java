// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.simulate;

import dev.mainstay.model.NodeId;
import dev.mainstay.scheduler.trial.Injection;
import dev.mainstay.scheduler.trial.OperationSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is to have happened before the plan; the names are those of crm_simulate. */
final class SyntheticEvents {

    @Option(
            names = "--quorum",
            paramLabel = "true|false",
            arity = "1",
            description = "The cluster has quorum, or has lost it.")
    private Optional<Boolean> quorum = Optional.empty();

    @Option(
            names = "--watchdog",
            paramLabel = "true|false",
            arity = "1",
            description = "The nodes have an armed watchdog, or have none.")
    private Optional<Boolean> watchdog = Optional.empty();

    @Option(names = "--node-up", paramLabel = "NODE", description = "A node has come online.")
    private List<String> nodeUp = new ArrayList<>();

    @Option(
            names = "--node-down",
            paramLabel = "NODE",
            description = "A node has left in an orderly way.")
    private List<String> nodeDown = new ArrayList<>();

    @Option(
            names = "--node-fail",
            paramLabel = "NODE",
            description = "A node is lost, and what runs there is unknown.")
    private List<String> nodeFail = new ArrayList<>();

    @Option(
            names = "--ticket-grant",
            paramLabel = "TICKET",
            description = "This site is given a ticket.")
    private List<String> ticketGrant = new ArrayList<>();

    @Option(
            names = "--ticket-revoke",
            paramLabel = "TICKET",
            description = "This site loses a ticket.")
    private List<String> ticketRevoke = new ArrayList<>();

    @Option(
            names = "--ticket-standby",
            paramLabel = "TICKET",
            description = "A ticket is suspended.")
    private List<String> ticketStandby = new ArrayList<>();

    @Option(
            names = "--ticket-activate",
            paramLabel = "TICKET",
            description = "A suspended ticket counts again.")
    private List<String> ticketActivate = new ArrayList<>();

    @Option(
            names = "--op-inject",
            paramLabel = OperationSpec.FORM,
            converter = OperationConverter.class,
            description = "An operation has ended with this exit code, such as"
                    + " web_monitor_10000@n1=7.")
    private List<OperationSpec> results = new ArrayList<>();

    /** The events: nodes first, results last, whatever the order of the options was. */
    List<Injection> events() {
        List<Injection> events = new ArrayList<>();
        quorum.ifPresent(held -> events.add(new Injection.Quorum(held)));
        watchdog.ifPresent(armed -> events.add(new Injection.Watchdog(armed)));
        add(events, nodeUp, node -> new Injection.NodeUp(new NodeId(node)));
        add(events, nodeDown, node -> new Injection.NodeDown(new NodeId(node)));
        add(events, nodeFail, node -> new Injection.NodeFailed(new NodeId(node)));
        add(events, ticketGrant, ticket -> new Injection.TicketGranted(ticket, true));
        add(events, ticketRevoke, ticket -> new Injection.TicketGranted(ticket, false));
        add(events, ticketStandby, ticket -> new Injection.TicketStandby(ticket, true));
        add(events, ticketActivate, ticket -> new Injection.TicketStandby(ticket, false));
        add(events, results, Injection.Result::new);
        return events;
    }

    private static <T> void add(
            List<Injection> events, List<T> values, Function<T, Injection> event) {
        values.stream().map(event).forEach(events::add);
    }

    /** Reads one operation and its result. */
    static final class OperationConverter implements ITypeConverter<OperationSpec> {
        @Override
        public OperationSpec convert(String text) {
            return OperationSpec.parse(text).orElseThrow(() -> new TypeConversionException("'"
                    + text + "' is not of the form " + OperationSpec.FORM
                    + ", such as web_monitor_10000@n1=7"));
        }
    }
}
