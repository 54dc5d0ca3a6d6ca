// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processes of a node's session: its daemon and everything that it has started, however
 * detached. All of them carry a variable in their environment that names the node, which is also
 * how the fence driver finds them. A zombie has no environment and does not count: it runs no
 * more.
 *
 * @param variable the beginning of the environment entry, {@code NAME=value}
 */
record SessionProcesses(String variable) {

    static final String VARIABLE = "MAINSTAY_NODE";

    // A process may fork while the others are killed; each scan leaves fewer to do so.
    private static final int SCANS = 200;

    // A JVM's class path says nothing about which process it is.
    private static final int SHOWN = 100;

    /** Of one node. */
    static SessionProcesses of(String node, Path folder) {
        return new SessionProcesses(VARIABLE + "=" + node + "@" + folder);
    }

    /** Those that run now, the oldest first, which is the daemon. */
    List<ProcessHandle> find() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(this::isMarked)
                    .sorted(Comparator.comparing(SessionProcesses::start)
                            .thenComparingLong(ProcessHandle::pid))
                    .toList();
        }
    }

    /** Sends SIGKILL to each, again and again until none is left; returns how many there were. */
    int kill() {
        int killed = 0;
        for (int scan = 0; scan < SCANS; scan++) {
            List<ProcessHandle> found = find();
            if (found.isEmpty()) {
                return killed;
            }
            killed += found.size();
            found.forEach(ProcessHandle::destroyForcibly);
        }
        return killed;
    }

    /** Its id, and the beginning and the end of its command line. */
    static String describe(ProcessHandle process) {
        String line = process.info().commandLine().orElse("has ended");
        return process.pid() + " ("
                + (line.length() <= SHOWN
                        ? line
                        : line.substring(0, SHOWN / 2) + " … "
                                + line.substring(line.length() - SHOWN / 2))
                + ")";
    }

    private static Instant start(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.MAX);
    }

    private boolean isMarked(ProcessHandle process) {
        return environment(process.pid())
                .map(entries -> ("\0" + entries).contains("\0" + variable))
                .orElse(false);
    }

    // Of another user's process, or one that has just ended, it cannot be read.
    private static Optional<String> environment(long pid) {
        try {
            return Optional.of(Files.readString(
                    Path.of("/proc", Long.toString(pid), "environ"),
                    StandardCharsets.ISO_8859_1));
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
