// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.command;

import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.connection.Endpoint;
import dev.mainstay.cli.connection.EndpointChoice;
import dev.mainstay.cli.failure.CommandFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which node to talk to, and how long. */
public final class CommonOptions {

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Folder of the node to talk to (default: $MAINSTAY_DIR, else the node"
                    + " that runs as root here).")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--endpoint",
            paramLabel = "ADDRESS",
            description = "Path of a node's socket, or HOST[:PORT] with the certificate in --dir"
                    + " (default: $MAINSTAY_ENDPOINT).")
    private Optional<String> endpoint = Optional.empty();

    @Option(
            names = "--request-timeout",
            paramLabel = "SECONDS",
            description = "Gives a request up after this long (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds = 60;

    public ClusterClient open(CommandContext context) {
        if (timeoutSeconds < 1) {
            throw CommandFailure.usage("--request-timeout is " + timeoutSeconds
                    + ": it has to be at least one second.", "");
        }
        Endpoint chosen = EndpointChoice.of(endpoint, folder, context.environment());
        return new ClusterClient(chosen, context.channels().open(chosen),
                Duration.ofSeconds(timeoutSeconds));
    }
}
