// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import dev.mainstay.cli.connection.ChannelOpener;
import dev.mainstay.cli.connection.ClusterClient;
import dev.mainstay.cli.connection.Endpoint;
import dev.mainstay.cli.connection.NodeFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One node of the demo: a folder, an address, and a daemon process while it runs. */
final class DemoNode {

    private static final String MAIN_CLASS = "dev.mainstay.cli.Mainstay";
    // Plenty for a small cluster; three daemons share the machine with the demo and its service.
    private static final String HEAP = "-Xmx256m";
    private static final Duration CALL_LIMIT = Duration.ofSeconds(2);

    private final String name;
    private final String address;
    private final Path folder;
    private final ChannelOpener channels;
    private Optional<Process> daemon = Optional.empty();
    private boolean wanted;

    DemoNode(String name, String address, Path folder, ChannelOpener channels) {
        this.name = name;
        this.address = address;
        this.folder = folder;
        this.channels = channels;
    }

    String name() {
        return name;
    }

    String address() {
        return address;
    }

    Path folder() {
        return folder;
    }

    /** What the marker of the node's session names beside the node. */
    Path stateFolder() {
        return folder.resolve("state");
    }

    Path log() {
        return folder.resolve("daemon.log");
    }

    SessionProcesses processes() {
        return SessionProcesses.of(name, folder);
    }

    /** Starts the daemon with this JVM's own Java, class path and options. */
    synchronized void start() throws IOException {
        wanted = true;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(HEAP);
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(DemoNode::isInherited)
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN_CLASS, "node",
                "run", "--dir", folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        // The daemon's own environment is where the fence driver looks for it.
        builder.environment().put(SessionProcesses.VARIABLE, name + "@" + stateFolder());
        daemon = Optional.of(builder.start());
    }

    /** Starts it again if it ended without having been expected to; tells whether it did. */
    synchronized boolean restartIfEnded() throws IOException {
        if (!wanted || isAlive()) {
            return false;
        }
        start();
        return true;
    }

    /** From now on it may end. */
    synchronized void expectEnd() {
        wanted = false;
    }

    synchronized boolean isAlive() {
        return daemon.map(Process::isAlive).orElse(false);
    }

    /** Asks the daemon to end, as systemd would. */
    synchronized void terminate() {
        wanted = false;
        daemon.ifPresent(Process::destroy);
    }

    /** A connection to its local socket, with short deadlines: a demo polls. */
    ClusterClient connect() {
        Endpoint endpoint = new Endpoint.Socket(new NodeFolder(folder).socket());
        return new ClusterClient(endpoint, channels.open(endpoint), CALL_LIMIT);
    }

    // A debugger's port cannot be shared, and a cache is written by one process alone.
    private static boolean isInherited(String argument) {
        return !argument.startsWith("-agentlib")
                && !argument.startsWith("-javaagent")
                && !argument.startsWith("-XX:AOTCacheOutput")
                && !argument.startsWith("-XX:AOTMode")
                && !argument.startsWith("-XX:ArchiveClassesAtExit");
    }
}
