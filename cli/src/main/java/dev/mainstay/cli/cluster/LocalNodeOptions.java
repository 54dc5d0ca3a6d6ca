// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.cluster;

import dev.mainstay.bootstrap.NodeConfiguration;
import dev.mainstay.bootstrap.NodeFolder;
import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What this machine is to be in the cluster. */
public final class LocalNodeOptions {

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Keeps everything of the node under this folder (default: $MAINSTAY_DIR,"
                    + " else /etc, /var/lib and /run/mainstay, which need root).")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--node",
            paramLabel = "NAME",
            description = "The node's name in the cluster (default: this machine's host name).")
    private Optional<String> node = Optional.empty();

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "Host name or address that the other nodes reach it by (default: the"
                    + " node's name).")
    private Optional<String> address = Optional.empty();

    @Option(
            names = "--raft-port",
            paramLabel = "PORT",
            description = "TCP port of the log (default: ${DEFAULT-VALUE}).")
    private int raftPort = NodeConfiguration.Ports.DEFAULT.raft();

    @Option(
            names = "--api-port",
            paramLabel = "PORT",
            description = "TCP port of the API (default: ${DEFAULT-VALUE}).")
    private int apiPort = NodeConfiguration.Ports.DEFAULT.api();

    /** @throws CommandFailure where a value is out of its range, or no name can be found */
    public NodeConfiguration configuration(Optional<String> environmentFolder) {
        checkPort("--raft-port", raftPort);
        checkPort("--api-port", apiPort);
        String name = node.orElseGet(LocalNodeOptions::hostName);
        NodeFolder place = folder.or(() -> environmentFolder.map(Path::of))
                .map(NodeFolder::under).orElse(NodeFolder.SYSTEM);
        return NodeConfiguration.of(name, address.orElse(name), place)
                .withPorts(new NodeConfiguration.Ports(raftPort, apiPort));
    }

    static void checkPort(String option, int port) {
        if (port < 1 || port > 0xFFFF) {
            throw CommandFailure.usage(option + " is " + port + ": ports are 1 to 65535.", "");
        }
    }

    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new CommandFailure(ExitCode.CONFIGURATION,
                    "This machine does not know its own host name: " + e.getMessage() + ".",
                    "Name the node with --node.", e);
        }
    }
}
