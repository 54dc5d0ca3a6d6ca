// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The demo's temporary folder: the nodes' own folders, and the site that stands for storage. */
record DemoFolder(Path root) {

    static DemoFolder make() throws IOException {
        // Short, because the path of a Unix socket has at most 107 bytes.
        Path root = Files.createTempDirectory("mainstay-demo-").toRealPath();
        Files.createDirectories(root.resolve("site"));
        Files.createDirectories(root.resolve("nodes"));
        return new DemoFolder(root);
    }

    Path nodes() {
        return root.resolve("nodes");
    }

    Path node(String name) {
        return nodes().resolve(name);
    }

    Path site() {
        return root.resolve("site");
    }

    /** All processes of all nodes that keep their state here. */
    List<ProcessHandle> processes() throws IOException {
        try (Stream<Path> folders = Files.list(nodes())) {
            return folders
                    .map(folder -> SessionProcesses.of(
                            String.valueOf(folder.getFileName()), folder))
                    .flatMap(session -> session.find().stream())
                    .toList();
        }
    }

    /** Ends whatever still runs, by SIGKILL. */
    void killAll() throws IOException {
        try (Stream<Path> folders = Files.list(nodes())) {
            folders.forEach(folder -> SessionProcesses.of(
                    String.valueOf(folder.getFileName()), folder).kill());
        }
    }

    void delete() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
