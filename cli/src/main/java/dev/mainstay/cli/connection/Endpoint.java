// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.connection;

import dev.mainstay.cli.failure.CommandFailure;
import java.nio.file.Path;

/** Where a node's API listens. */
public sealed interface Endpoint {

    int DEFAULT_PORT = 7421;

    /** The local socket, which serves the user who runs the node, and root. */
    record Socket(Path path) implements Endpoint {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** A TCP address, which serves whoever shows a member's certificate. */
    record Tcp(String host, int port, Credentials credentials) implements Endpoint {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** PEM files: the cluster's CA, a member's certificate and its key. */
    record Credentials(Path authority, Path certificate, Path key) {}

    /**
     * Reads {@code HOST[:PORT]} (IPv6 in brackets), or a path when it holds a slash.
     *
     * @throws CommandFailure where the port is none
     */
    static Endpoint parse(String text, Credentials credentials) {
        if (text.contains("/")) {
            return new Socket(Path.of(text));
        }
        int colon = text.lastIndexOf(':');
        boolean portGiven = colon >= 0 && text.indexOf(']', colon) < 0;
        String host = (portGiven ? text.substring(0, colon) : text).replaceAll("^\\[|\\]$", "");
        return new Tcp(host, portGiven ? port(text.substring(colon + 1), text) : DEFAULT_PORT,
                credentials);
    }

    private static int port(String digits, String text) {
        if (digits.matches("[0-9]{1,5}") && Integer.parseInt(digits) <= 0xFFFF) {
            return Integer.parseInt(digits);
        }
        throw CommandFailure.usage("'" + text + "' is not an endpoint: '" + digits
                + "' is no port number.", "Write HOST:PORT, or the path of a node's socket.");
    }
}
