// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** Copies a node's folder with its permissions, so that one log serves several tests. */
final class FolderCopy {

    private FolderCopy() {}

    static void make(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path source : all.filter(FolderCopy::isKept).toList()) {
                Files.copy(source, to.resolve(from.relativize(source)),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** A killed daemon's socket stays behind and is no file. */
    private static boolean isKept(Path path) {
        return Files.isRegularFile(path) || Files.isDirectory(path);
    }
}
