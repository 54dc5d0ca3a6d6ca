// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.awaitility.Awaitility.await;

import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.connection.Endpoint;
import dev.mainstay.cli.connection.NettyChannels;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.launcher.JavaCommand;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.Consistency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/** One node: a folder, an address, and a daemon process while it runs. */
final class NodeProcess {

    private static final Duration CALL_LIMIT = Duration.ofSeconds(5);
    private static final Duration END_LIMIT = Duration.ofMinutes(2);

    private final String name;
    private final String address;
    private final Path folder;
    private Optional<Process> daemon = Optional.empty();

    NodeProcess(String name, String address, Path folder) {
        this.name = name;
        this.address = address;
        this.folder = folder;
    }

    String name() {
        return name;
    }

    String address() {
        return address;
    }

    /** What makes a command ask this node. */
    Map<String, String> environment() {
        return Map.of("MAINSTAY_DIR", folder.toString());
    }

    Path folder() {
        return folder;
    }

    Path stateFolder() {
        return folder.resolve("state");
    }

    Path log() {
        return folder.resolve("daemon.log");
    }

    SessionProcesses session() {
        return new SessionProcesses(name, stateFolder());
    }

    /** A verb that is asked of this node. */
    CommandRun mainstay(String... arguments) {
        return CommandRun.of(environment(), arguments);
    }

    /** Makes the folder a member: {@code init} with a name, or {@code join} with a token. */
    CommandRun member(String verb, String nameOrToken) {
        return mainstay("cluster", verb, nameOrToken, "--node", name, "--address", address);
    }

    /** More lines for its settings, for the next start. */
    void addSettings(String lines) {
        try {
            Files.writeString(folder.resolve("node.yaml"), lines + "\n",
                    StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void start() {
        run("node");
    }

    /** Starts it as a remote machine, with the agent alone. */
    void startAgent() {
        run("agent");
    }

    private void run(String family) {
        List<String> command = new ArrayList<>(JavaCommand.START);
        command.addAll(List.of(family, "run", "--dir", folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().put(SessionProcesses.VARIABLE, session().marker());
        try {
            daemon = Optional.of(builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Starts it where it cannot run: one clear error, no stack trace. */
    CommandRun refusedStart() {
        return CommandRun.of(Map.of(SessionProcesses.VARIABLE, session().marker()),
                "node", "run", "--dir", folder.toString());
    }

    boolean isAlive() {
        return daemon.map(Process::isAlive).orElse(false);
    }

    /** SIGKILL to the daemon, without waiting for its end. */
    void signalKill() {
        daemon.ifPresent(Process::destroyForcibly);
    }

    /** SIGKILL to the daemon alone; what it has started runs on. */
    void killDaemon() {
        daemon.ifPresent(Process::destroyForcibly);
        awaitEnd();
    }

    /** SIGTERM to the daemon; returns its exit code. */
    int stop() {
        daemon.ifPresent(Process::destroy);
        return awaitEnd();
    }

    /** Waits for the daemon to end by itself; returns its exit code. */
    int awaitEnd() {
        Process process = daemon.orElseThrow();
        try {
            await("the end of " + name).atMost(END_LIMIT)
                    .until(() -> process.waitFor(100, TimeUnit.MILLISECONDS));
        } catch (ConditionTimeoutException lingering) {
            throw new AssertionError(name + " does not end\n" + logText(), lingering);
        }
        return process.exitValue();
    }

    /** What it has applied by itself. */
    ClusterStatus localStatus() {
        try (ClusterClient client = connect()) {
            return client.status(Consistency.LOCAL);
        }
    }

    /** Whether it answers current reads, and as the leader. */
    boolean leads() {
        try (ClusterClient client = connect()) {
            return client.status(Consistency.CURRENT).getPosition().getLeader().equals(name);
        } catch (CommandFailure notYet) {
            return false;
        }
    }

    /** A connection to the local socket. */
    ClusterClient connect() {
        Endpoint endpoint = new Endpoint.Socket(folder.resolve("api.sock"));
        return new ClusterClient(endpoint, new NettyChannels().open(endpoint), CALL_LIMIT);
    }

    String logText() {
        try {
            return Files.exists(log()) ? Files.readString(log()) : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
