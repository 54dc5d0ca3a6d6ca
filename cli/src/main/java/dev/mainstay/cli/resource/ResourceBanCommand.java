// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import dev.mainstay.cli.command.Change;
import dev.mainstay.cli.command.ChangeVerb;
import dev.mainstay.cli.configuration.Bans;
import dev.mainstay.cli.configuration.Bans.Ban;
import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.grammar.Lifetimes;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.Consistency;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps a resource away from a node until it is cleared. */
@Command(
        name = "ban",
        description = "Keeps a resource away from a node until it is cleared.",
        footer = {
            "",
            "This makes a constraint; 'mainstay resource clear' takes it away again.",
            "",
            "Example:",
            "  mainstay resource ban web n1 --for 2h"})
public final class ResourceBanCommand extends ChangeVerb {

    @Parameters(index = "0", paramLabel = "ID", description = "The resource.")
    private String id = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NODE",
            description = "The node (default: where it runs).")
    private Optional<String> node = Optional.empty();

    @Option(names = "--promoted", description = "Keeps only its promoted role away.")
    private boolean promoted;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "Ends by itself after this long, such as 90m or P1D.")
    private Optional<String> lifetime = Optional.empty();

    @Override
    protected Change change(ClusterClient cluster) {
        ClusterStatus status = cluster.status(Consistency.CURRENT);
        String banned = node.orElseGet(() -> Whereabouts.only(status, id));
        Optional<Instant> until = lifetime.map(text -> Instant
                .ofEpochMilli(status.getLogTimeMillis()).plus(Lifetimes.parse(text)));
        return editor(cluster).edit("Banned " + id + " from " + banned
                + until.map(end -> " until " + end).orElse("") + ".", configuration -> {
                    Resources.get(configuration, id);
                    return List.of(Bans.edit(new Ban(id, banned, promoted, until)));
                });
    }
}
