// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import java.net.InetSocketAddress;

/** Writes and reads {@code host:port}, with brackets around an IPv6 address. */
public final class HostPort {

    private HostPort() {}

    public static String text(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** The host alone, without brackets. */
    public static String host(String text) {
        return parse(text).getHostString();
    }

    /** @throws IllegalArgumentException naming the text when it has not this form */
    public static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            String host = text.substring(0, Math.max(colon, 0));
            int port = Integer.parseInt(text.substring(colon + 1));
            if (host.isEmpty()) {
                throw new IllegalArgumentException("expected host:port, got \"" + text + "\"");
            }
            String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            return InetSocketAddress.createUnresolved(bare, port);
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException(
                    "expected host:port, got \"" + text + "\"", malformed);
        }
    }
}
