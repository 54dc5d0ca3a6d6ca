// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.port.PeerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** Finds out whether anything listens on a port. */
final class PortProbe {

    private static final int LIMIT_MILLIS = 500;

    private PortProbe() {}

    /** Whether the peer's port takes connections; never fails. */
    static CompletableFuture<Boolean> answers(PeerAddress peer) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        var _ = Thread.ofVirtual().name("port-probe").start(
                () -> answer.complete(connects(peer.host(), peer.port())));
        return answer;
    }

    private static boolean connects(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), LIMIT_MILLIS);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }
}
