// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a node's folder holds, for comparing. Empty files and locks do not count, because who only
 * looks at a folder may have to make them, nor does what the agent keeps: its own start goes before
 * the server's.
 */
record FolderImage(Map<Path, String> contents) {

    // Only to open and close a lock's file would give up this process' locks on it.
    private static final Set<String> LOCKS = Set.of("lock", "storage.lock", "in_use.lock");
    private static final Path AGENT = Path.of("state", "agent");

    static FolderImage of(Path folder) {
        Map<Path, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path name = folder.relativize(file);
                if (!LOCKS.contains(file.getFileName().toString()) && !name.startsWith(AGENT)) {
                    contents.put(name, Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
            contents.values().removeIf(String::isEmpty);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FolderImage(contents);
    }

    /** Names alone: the contents would fill pages. */
    @Override
    public String toString() {
        return contents.keySet().toString();
    }
}
