// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.status;

import dev.mainstay.cli.command.ClusterVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.Consistency;
import java.io.Console;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the cluster; without a leader, what the asked node knows, and says so. */
@Command(
        name = "status",
        description = "Shows nodes, resources and what is wrong.",
        footer = {
            "",
            "Without a leader it shows what the asked node has applied, and says so.",
            "",
            "Examples:",
            "  mainstay status",
            "  mainstay status --watch",
            "  mainstay status --watch -o json | jq .transition"})
public final class StatusCommand extends ClusterVerb {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Option(
            names = "--local",
            description = "Asks for what the node itself has applied, which needs no leader.")
    private boolean local;

    @Option(
            names = {"-w", "--watch"},
            description = "Shows it again whenever it changes, until interrupted.")
    private boolean watch;

    @Override
    protected ExitCode run(ClusterClient cluster, Output output) {
        if (watch) {
            new StatusWatch(cluster, output, isTerminal()).run();
            return ExitCode.OK;
        }
        ClusterStatus status = local ? cluster.status(Consistency.LOCAL) : current(cluster);
        output.show(status, palette -> new StatusText(status, palette).format());
        return ExitCode.OK;
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private static ClusterStatus current(ClusterClient cluster) {
        try {
            return cluster.within(PATIENCE).status(Consistency.CURRENT);
        } catch (CommandFailure e) {
            if (e.exitCode() != ExitCode.TRY_AGAIN) {
                throw e;
            }
            return cluster.status(Consistency.LOCAL);
        }
    }
}
