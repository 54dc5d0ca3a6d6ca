// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The own settings of a machine that runs the agent alone, from its agent.yaml.
 *
 * @param node the name under which the cluster knows it, and that of the resource that connects
 * @param address host name or address that the members reach it by and that it listens on
 * @param port TCP port of the agent
 * @param folder where it keeps what
 * @param agentRoots folders below which OCF resource agents are looked up, first match wins
 * @param alertUser the account that alert agents run as; empty for the usual one
 */
public record RemoteSettings(
        String node,
        String address,
        int port,
        NodeFolder folder,
        List<Path> agentRoots,
        Optional<String> alertUser) {

    public static final int DEFAULT_PORT = 7422;

    public RemoteSettings {
        agentRoots = List.copyOf(agentRoots);
    }

    /** A machine with the usual settings. */
    public static RemoteSettings of(String node, String address, int port, NodeFolder folder) {
        return new RemoteSettings(node, address, port, folder, NodeConfiguration.AGENT_ROOTS,
                Optional.empty());
    }

    /** The places of a machine, with agent.yaml beside where a member has its node.yaml. */
    public static NodeFolder folder(Optional<Path> directory) {
        NodeFolder member = directory.map(NodeFolder::under).orElse(NodeFolder.SYSTEM);
        return new NodeFolder(member.settings().resolveSibling("agent.yaml"), member.state(),
                member.socket());
    }

    /**
     * The settings from a folder.
     *
     * @throws StartupFailure naming file, key and what is expected
     */
    public static RemoteSettings read(NodeFolder folder) {
        SettingsDocument document = SettingsDocument.read(folder.settings());
        RemoteSettings settings = new RemoteSettings(
                document.required("node"),
                document.required("address"),
                document.port("agent-port", DEFAULT_PORT),
                new NodeFolder(folder.settings(),
                        document.text("state-directory").map(Path::of).orElse(folder.state()),
                        folder.socket()),
                document.texts("agent-roots")
                        .map(texts -> texts.stream().map(Path::of).toList())
                        .orElse(NodeConfiguration.AGENT_ROOTS),
                document.text("alert-user"));
        document.refuseUnread();
        return settings;
    }

    String text() {
        return """
                # Settings of this remote machine; a change takes effect when the agent starts.
                node: "%s"
                address: "%s"
                agent-port: %s
                """.formatted(node, address, port);
    }

    /** Host and port of the agent. */
    public String agentAddress() {
        return HostPort.text(address, port);
    }
}
