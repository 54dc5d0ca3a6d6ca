// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.port;

import java.util.regex.Pattern;

/**
 * A server of the log and where it listens.
 *
 * @param peerId the node's name, a dot and the log index of its join entry; never used again after
 *     a wipe or a restore, so that no peer can vote twice under one name
 * @param host host name or address of the Raft port
 * @param port TCP port
 */
public record PeerAddress(String peerId, String host, int port) {
    private static final Pattern PEER_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,120}");
    private static final int LARGEST_PORT = 65535;

    public PeerAddress {
        if (!PEER_ID.matcher(peerId).matches()) {
            throw new IllegalArgumentException("not a peer id: '" + peerId + "'");
        }
        if (host.isBlank()) {
            throw new IllegalArgumentException("peer " + peerId + " has no host");
        }
        if (port < 1 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("peer " + peerId + " has no port: " + port);
        }
    }

    /** {@code host:port}, with an IPv6 address in brackets. */
    public String hostAndPort() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
