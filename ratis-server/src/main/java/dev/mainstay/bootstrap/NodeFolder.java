// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import java.nio.file.Path;

/**
 * Where a node keeps what.
 *
 * @param settings the node's own settings, node.yaml
 * @param state root of everything that has to survive a restart
 * @param socket the local socket of the API
 */
public record NodeFolder(Path settings, Path state, Path socket) {

    /** The places of a node that runs as root. */
    public static final NodeFolder SYSTEM = new NodeFolder(
            Path.of("/etc/mainstay/node.yaml"),
            Path.of("/var/lib/mainstay"),
            Path.of("/run/mainstay/api.sock"));

    /** Everything under one folder, for a node without root. */
    public static NodeFolder under(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        return new NodeFolder(
                root.resolve("node.yaml"), root.resolve("state"), root.resolve("api.sock"));
    }

    /** Log and snapshots. */
    public Path raft() {
        return state.resolve("raft");
    }

    /** Keys and certificates. */
    public Path keys() {
        return state.resolve("keys");
    }

    /** What the node agent has to remember. */
    public Path agent() {
        return state.resolve("agent");
    }

    /** Who this node is and which cluster it belongs to. */
    public Path identity() {
        return state.resolve("identity.yaml");
    }

    /** Where the other members are. */
    Path members() {
        return state.resolve("members.yaml");
    }

    /** Held while a daemon uses the folder. */
    public Path lock() {
        return state.resolve("lock");
    }
}
