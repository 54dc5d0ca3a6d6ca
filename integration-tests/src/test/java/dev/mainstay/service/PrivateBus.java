// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.service;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A bus of its own that a test can end and start again on the same socket. */
final class PrivateBus implements AutoCloseable {
    private final Path socket;
    private final Path settings;
    private Process daemon;

    private PrivateBus(Path socket, Path settings, Process daemon) {
        this.socket = socket;
        this.settings = settings;
        this.daemon = daemon;
    }

    static PrivateBus start(Path folder) throws IOException {
        Path socket = folder.resolve("bus");
        Path settings = folder.resolve("bus.conf");
        Files.writeString(settings, """
                <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
                  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
                <busconfig>
                  <listen>unix:path=%s</listen>
                  <policy context="default">
                    <allow user="*"/>
                    <allow own="*"/>
                    <allow send_destination="*"/>
                    <allow receive_sender="*"/>
                  </policy>
                </busconfig>
                """.formatted(socket));
        return new PrivateBus(socket, settings, launch(settings, socket));
    }

    private static Process launch(Path settings, Path socket) throws IOException {
        Process process = new ProcessBuilder("dbus-daemon", "--nofork",
                "--config-file=" + settings).inheritIO().start();
        // What a killed bus had under way fails in threads of the library.
        await().dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(20))
                .until(() -> Files.exists(socket));
        return process;
    }

    Path socket() {
        return socket;
    }

    /** Ends it at once; what was said to it and not passed on is lost. */
    void kill() {
        daemon.destroyForcibly().onExit().join();
    }

    void awaitEnd() {
        daemon.onExit().join();
    }

    void restart() throws IOException {
        Files.deleteIfExists(socket);
        daemon = launch(settings, socket);
    }

    @Override
    public void close() {
        daemon.destroyForcibly();
    }
}
