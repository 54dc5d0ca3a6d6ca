// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.connection;

import java.nio.file.Path;

/** A node's own folder, as far as a client of that node needs to know it. */
public record NodeFolder(Path path) {

    /** Where a node that runs as root keeps its socket. */
    public static final Path SYSTEM_SOCKET = Path.of("/run/mainstay/api.sock");

    /** Where a node that runs as root keeps its state. */
    public static final NodeFolder SYSTEM = new NodeFolder(Path.of("/var/lib/mainstay"));

    public Path socket() {
        return path.resolve("run/api.sock");
    }

    public Endpoint.Credentials credentials() {
        Path keys = path.resolve("security");
        return new Endpoint.Credentials(keys.resolve("ca.crt"), keys.resolve("node.crt"),
                keys.resolve("node.key"));
    }
}
