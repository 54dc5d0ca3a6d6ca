// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A service that stands guard over its own exclusiveness: each start leaves its process id in a
 * file that all nodes share, and notes when the one before it still runs.
 */
record ServiceRecord(Path folder) {

    /** The service's command line, for {@code ocf:mainstay:process}. */
    String command() {
        return "cd " + folder + " && if [ -e last ] && grep -q '^State:.*[RSD] ('"
                + " /proc/$(cat last)/status; then echo overlap >>overlaps; fi;"
                + " echo $$ >last && echo $$ >>all; exec sleep 3600";
    }

    void create(ProcessCluster cluster, String id) {
        cluster.mainstay("resource", "create", id, "ocf:mainstay:process",
                "command=" + command(), "op", "monitor", "interval=2s", "op", "stop", "timeout=6s")
                .succeeded();
    }

    /** Process ids of all starts, in their order. */
    List<Long> starts() {
        try {
            return Files.exists(folder.resolve("all"))
                    ? Files.readAllLines(folder.resolve("all")).stream().map(Long::valueOf).toList()
                    : List.of();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    long last() {
        return starts().getLast();
    }

    boolean overlapped() {
        return Files.exists(folder.resolve("overlaps"));
    }

    /** A zombie, which nobody has buried yet, does not run. */
    boolean isRunning(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .anyMatch(line -> line.matches("State:\\s+[^ZX] .*"));
        } catch (IOException gone) {
            return false;
        }
    }
}
