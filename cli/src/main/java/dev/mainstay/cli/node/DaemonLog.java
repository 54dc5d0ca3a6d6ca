// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets up the log of a daemon: its own lines from INFO on, and those of libraries from WARN on. */
final class DaemonLog {

    private static final String OWN = "dev.mainstay";
    private static final String RAFT_TRANSPORT = "org.apache.ratis.grpc.server";

    private DaemonLog() {}

    static void begin() {
        // Ratis' own copy of gRPC logs through java.util.logging.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        if (LoggerFactory.getLogger(OWN) instanceof Logger own) {
            own.setLevel(Level.toLevel(System.getProperty("mainstay.log"), Level.INFO));
        }
        // It warns of each failed try to reach a peer, many times a second; that a machine is gone
        // is said once, by an event of ours.
        if (LoggerFactory.getLogger(RAFT_TRANSPORT) instanceof Logger transport) {
            transport.setLevel(Level.ERROR);
        }
    }
}
