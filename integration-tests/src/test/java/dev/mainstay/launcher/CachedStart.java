// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.launcher;

import dev.mainstay.tidy.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * A folder with what starts the command quickly: a script and the two AOT caches that the launcher
 * makes for a build, here for the class path of the tests. It is made once for what is on the class
 * path now, and serves all test runs until something changes.
 */
final class CachedStart {

    private static final List<String> HALVES = List.of("node", "commands");
    private static final Duration KEPT = Duration.ofHours(2);
    private static final long TRAINING_LIMIT_SECONDS = 150;

    private final Path folder;

    private CachedStart(Path folder) {
        this.folder = folder;
    }

    /** The script; it takes the command's words. */
    static Path command() {
        Path all = SourceTree.root().resolve("integration-tests/target/cached-start");
        ClassPathEntries entries = ClassPathEntries.ofThisProcess();
        CachedStart start = new CachedStart(all.resolve(entries.digest()));
        try {
            Files.createDirectories(all);
            try (FileChannel lock = FileChannel.open(all.resolve("lock"),
                    StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = lock.lock()) {
                if (!Files.exists(start.script())) {
                    removeOld(all);
                    start.make(entries);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
        return start.script();
    }

    // Each is large. A young one may be in use by tests of what was built just before.
    private static void removeOld(Path all) throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(KEPT));
        try (Stream<Path> each = Files.list(all)) {
            for (Path start : each.filter(Files::isDirectory).toList()) {
                if (Files.getLastModifiedTime(start).compareTo(old) < 0) {
                    remove(start);
                }
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Path script() {
        return folder.resolve("mainstay");
    }

    // The script comes last: it tells that all the rest is there.
    private void make(ClassPathEntries entries) throws IOException, InterruptedException {
        if (Files.exists(folder)) {
            // Whoever began it did not finish.
            remove(folder);
        }
        Files.createDirectory(folder);
        Files.write(folder.resolve("java.args"),
                JavaCommand.options('"' + entries.jarred(folder) + '"'));
        train();
        Path script = Files.writeString(folder.resolve("unfinished"), """
                #!/bin/sh
                case "$1 ${2:-}" in
                    'node run' | 'agent run' | 'demo '*) half=node ;;
                    *) half=commands ;;
                esac
                exec '%1$s' '@%2$s/java.args' "-XX:AOTCache=%2$s/$half.aot" \\
                    -Xlog:aot=off -Xlog:cds=off %3$s "$@"
                """.formatted(JavaCommand.java(), folder, JavaCommand.MAIN_CLASS));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(script, script(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** As the launcher does; both halves have to live at the same time. */
    private void train() throws IOException, InterruptedException {
        Path used = Files.createTempDirectory("mainstay-training");
        List<Process> processes = new ArrayList<>();
        for (String half : HALVES) {
            processes.add(new ProcessBuilder(JavaCommand.java(),
                    "@" + folder.resolve("java.args"),
                    "-XX:AOTCacheOutput=" + folder.resolve(half + ".aot"),
                    "dev.mainstay.cli.StartupTraining", half, used.toString())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(half + ".log").toFile())
                    .start());
        }
        try {
            for (Process process : processes) {
                process.waitFor(TRAINING_LIMIT_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            for (Process process : processes) {
                process.destroyForcibly().waitFor();
            }
        }
        remove(used);
        for (String half : HALVES) {
            warnUnlessUsable(folder.resolve(half + ".aot"), folder.resolve(half + ".log"));
        }
    }

    // Later starts say nothing of a cache that is missing or that they cannot use: they are slower.
    private void warnUnlessUsable(Path cache, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(JavaCommand.java(),
                "@" + folder.resolve("java.args"), "-XX:AOTMode=on", "-XX:AOTCache=" + cache,
                JavaCommand.MAIN_CLASS, "--version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        if (process.waitFor() != 0) {
            LoggerFactory.getLogger(CachedStart.class).warn("no use of {}, see {}", cache, log);
        }
    }
}
