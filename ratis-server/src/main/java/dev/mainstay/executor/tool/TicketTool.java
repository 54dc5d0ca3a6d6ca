// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.executor.tool.ToolEffect.Change;
import dev.mainstay.executor.tool.ToolEffect.Failure;
import dev.mainstay.executor.tool.ToolEffect.Print;
import dev.mainstay.model.TicketStatus;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command.ChangeTicket;
import dev.mainstay.state.Command.ForgetTicket;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code crm_ticket}: what this site holds, and taking and giving it up. */
@Command(name = "crm_ticket")
final class TicketTool implements Tool {
    private Optional<Function<String, ToolEffect>> change = Optional.empty();

    @Option(names = {"-t", "--ticket"})
    private Optional<String> ticket = Optional.empty();

    @Option(names = {"-l", "--info", "-L", "--details"})
    private boolean info;

    @Option(names = {"-w", "--raw"})
    private boolean raw;

    @Option(names = {"-G", "--get-attr"})
    private Optional<String> attribute = Optional.empty();

    @Option(names = {"-d", "--default"})
    private Optional<String> otherwise = Optional.empty();

    @Option(names = {"-g", "--grant"})
    void grant(boolean ignored) {
        change = Optional.of(id -> changed(id, Optional.of(true), Optional.empty()));
    }

    @Option(names = {"-r", "--revoke"})
    void revoke(boolean ignored) {
        change = Optional.of(id -> changed(id, Optional.of(false), Optional.empty()));
    }

    @Option(names = {"-s", "--standby"})
    void standby(boolean ignored) {
        change = Optional.of(id -> changed(id, Optional.empty(), Optional.of(true)));
    }

    @Option(names = {"-a", "--activate"})
    void activate(boolean ignored) {
        change = Optional.of(id -> changed(id, Optional.empty(), Optional.of(false)));
    }

    @Option(names = {"-C", "--cleanup"})
    void cleanup(boolean ignored) {
        change = Optional.of(id -> new Change(new ForgetTicket(id)));
    }

    @Option(names = {"-f", "--force", "-Q", "--quiet", "-V", "--verbose"})
    void flag(boolean ignored) {
        // An agent knows what it does; there is nothing less or more to be told.
    }

    @Override
    public ToolEffect effect(ToolContext context) {
        if (change.isPresent() || attribute.isPresent()) {
            return ticket.map(id -> change.map(it -> it.apply(id))
                    .orElseGet(() -> value(context.state(), id)))
                    .orElseGet(() -> new Failure(ExitStatus.USAGE,
                            "which ticket is not said: -t"));
        }
        return info || raw ? listed(context.state())
                : new Failure(ExitStatus.UNIMPLEMENTED,
                        "of tickets nothing was asked that is offered to resource agents");
    }

    private static ToolEffect changed(
            String id, Optional<Boolean> granted, Optional<Boolean> standby) {
        return new Change(new ChangeTicket(id, granted, standby));
    }

    private ToolEffect value(ClusterState state, String id) {
        String name = attribute.orElseThrow();
        return Optional.ofNullable(state.tickets().get(id))
                .flatMap(known -> switch (name) {
                    case "granted" -> Optional.of(Boolean.toString(known.granted()));
                    case "standby" -> Optional.of(Boolean.toString(known.standby()));
                    default -> Optional.ofNullable(known.attributes().get(name));
                })
                .or(() -> otherwise)
                .map(ToolEffect::line)
                .orElseGet(() -> new Failure(ExitStatus.NO_SUCH,
                        "ticket " + id + " has no attribute " + name));
    }

    private ToolEffect listed(ClusterState state) {
        return new Print(state.tickets().values().stream()
                .filter(known -> ticket.map(known.id()::equals).orElse(true))
                .map(known -> raw ? known.id() + "\n" : line(known))
                .collect(Collectors.joining()));
    }

    private static String line(TicketStatus known) {
        return known.id() + "\t" + (known.granted() ? "granted" : "revoked")
                + (known.standby() ? " [standby]" : "") + "\n";
    }
}
