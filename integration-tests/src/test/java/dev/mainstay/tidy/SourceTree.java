// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The repository as it lies on disk, without what is built. */
public final class SourceTree {

    /** The Maven modules, in build order. */
    public static final List<String> MODULES = List.of("proto", "ratis-server", "agent",
            "fence-drivers", "cli", "integration-tests");

    private static final Set<String> NOT_OURS = Set.of(".git", ".idea", ".settings", "target");

    private SourceTree() {}

    /** The top folder. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve(".config/eclipse-formatter.properties"))) {
            folder = Optional.ofNullable(folder.getParent())
                    .orElseThrow(() -> new IllegalStateException("not run inside the repository"));
        }
        return folder;
    }

    /** Where the scheduler conformance cases are expected; they are not part of the repository. */
    public static Path conformance() {
        return Optional.ofNullable(System.getenv("MAINSTAY_CONFORMANCE"))
                .map(Path::of)
                .orElseGet(() -> root().resolveSibling("shared").resolve("scheduler-conformance"));
    }

    static List<SourceFile> files() {
        var files = new ArrayList<SourceFile>();
        try {
            Files.walkFileTree(root(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder,
                        BasicFileAttributes attributes) {
                    return NOT_OURS.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                        throws IOException {
                    if (attributes.isRegularFile() && !file.endsWith(".git")) {
                        files.add(SourceFile.read(root(), file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
