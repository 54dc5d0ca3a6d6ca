// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.connection;

import java.nio.file.Path;

/** A node's own folder, as far as a client of that node needs to know it. */
public record NodeFolder(Path path) {

    /** Where a node that runs as root keeps its socket. */
    public static final Path SYSTEM_SOCKET = Path.of("/run/mainstay/api.sock");

    /** Where a node that runs as root keeps its keys. */
    public static final Path SYSTEM_KEYS = Path.of("/var/lib/mainstay/keys");

    public Path socket() {
        return path.resolve("api.sock");
    }

    public Path keys() {
        return path.resolve("state/keys");
    }

    /** What a member shows and trusts, in the folder that holds its keys. */
    public static Endpoint.Credentials credentials(Path keys) {
        return new Endpoint.Credentials(keys.resolve("ca.pem"), keys.resolve("node.pem"),
                keys.resolve("node.key"));
    }
}
