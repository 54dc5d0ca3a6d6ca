// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.cluster;

import dev.mainstay.cli.command.LocalVerb;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.connection.Endpoint;
import dev.mainstay.cli.connection.NettyChannels;
import dev.mainstay.cli.connection.NodeFolder;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import dev.mainstay.cli.grammar.Durations;
import dev.mainstay.cli.node.DaemonStart;
import dev.mainstay.cli.render.Output;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.Consistency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts this machine's daemon and waits until it takes part. */
@Command(
        name = "start",
        description = "Starts this machine's daemon and waits until its node takes part: over the"
                + " service unit, or with --dir as a process of its own.",
        footer = {
            "",
            "Nothing listens on a machine whose daemon is stopped: run this on each machine."})
public final class ClusterStartCommand extends LocalVerb {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Folder of the node (default: $MAINSTAY_DIR, else the node that runs as"
                    + " root here).")
    private Optional<Path> directory = Optional.empty();

    @Option(
            names = "--deadline",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "How long the node may take (default: 60).")
    private Duration deadline = Duration.ofMinutes(1);

    @Override
    protected ExitCode run(Map<String, String> environment, Output output) {
        Optional<Path> folder = directory
                .or(() -> Optional.ofNullable(environment.get("MAINSTAY_DIR")).map(Path::of));
        Endpoint.Socket socket = new Endpoint.Socket(folder.map(NodeFolder::new)
                .map(NodeFolder::socket).orElse(NodeFolder.SYSTEM_SOCKET));
        if (state(socket).isEmpty()) {
            DaemonStart.begin(folder);
        }
        String state = awaitPart(socket);
        output.tree(Map.of("state", state), palette -> "The node is " + state + ".\n");
        return ExitCode.OK;
    }

    private String awaitPart(Endpoint.Socket socket) {
        long end = System.nanoTime() + deadline.toNanos();
        Optional<String> state = state(socket);
        while (!takesPart(state) && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            state = state(socket);
        }
        if (!takesPart(state)) {
            throw CommandFailure.refused("The daemon was started, but its node is "
                    + state.orElse("not there") + " after " + deadline.toSeconds() + " s.",
                    "Look at the daemon's log, and at 'mainstay status' on another node.");
        }
        return state.orElseThrow();
    }

    private static boolean takesPart(Optional<String> state) {
        return state.filter(text -> text.equals("online") || text.equals("standby")
                || text.equals("maintenance")).isPresent();
    }

    /** Empty while no daemon answers there, or it knows of no cluster yet. */
    private static Optional<String> state(Endpoint.Socket socket) {
        try (ClusterClient client = new ClusterClient(
                socket, new NettyChannels().open(socket), LOOK_EVERY.multipliedBy(10))) {
            ClusterStatus status = client.status(Consistency.LOCAL);
            return status.getNodesList().stream()
                    .filter(node -> node.getName().equals(status.getPosition().getNode()))
                    .map(node -> node.getState())
                    .findFirst();
        } catch (CommandFailure notYet) {
            return Optional.empty();
        }
    }
}
