// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All processes that stand for one machine: its daemon and everything started by it. */
record SessionProcesses(String node, Path stateFolder) {

    /** The environment variable that marks them, for the fence driver and for these tests. */
    static final String VARIABLE = "MAINSTAY_NODE";

    // Whatever forks while the others are killed is found by the next round.
    private static final int ROUNDS = 100;

    String marker() {
        return node + "@" + stateFolder;
    }

    List<ProcessHandle> running() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> entries(process.pid()).contains(
                    "\0" + VARIABLE + "=" + marker() + "\0")).toList();
        }
    }

    void kill() {
        List<ProcessHandle> found = running();
        for (int round = 0; round < ROUNDS && !found.isEmpty(); round++) {
            found.forEach(ProcessHandle::destroyForcibly);
            found = running();
        }
    }

    // Empty for what has ended, or belongs to someone else.
    private static String entries(long pid) {
        try {
            return "\0" + Files.readString(Path.of("/proc", Long.toString(pid), "environ"),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
