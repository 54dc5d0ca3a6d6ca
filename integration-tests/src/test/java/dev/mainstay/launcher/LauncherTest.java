// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.tidy.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script in a source tree of its own, whose JDK and Maven only note their calls. */
final class LauncherTest {

    private static final int UNAVAILABLE = 69;

    @TempDir
    private Path temporary;

    private Path tree;

    private record Finished(int exitCode, String output, String errors) {}

    @BeforeEach
    void layOutSourceTree() throws IOException {
        tree = Files.createDirectory(temporary.resolve("source tree"));
        Files.copy(SourceTree.root().resolve("mainstay"), tree.resolve("mainstay"));
        makeExecutable(tree.resolve("mainstay"));
        Files.writeString(tree.resolve("pom.xml"), "<project/>");
        for (String module : SourceTree.MODULES) {
            Files.createDirectories(tree.resolve(module).resolve("src/main/java"));
            Files.writeString(tree.resolve(module).resolve("pom.xml"), "<project/>");
        }
        Path jdk = temporary.resolve("jdk");
        script(jdk.resolve("bin/java"), "printf '%s\\n' \"in $PWD\" \"$@\"");
        script(jdk.resolve("bin/javac"), "exit 1");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
        mavenDoes("mkdir -p cli/target/lib; echo library > cli/target/lib/library.jar;"
                + " echo command > cli/target/cli-0.1.0.jar");
    }

    @Test
    void firstCallBuildsAndLaterOnesDoNot() throws IOException, InterruptedException {
        Finished first = mainstay(temporary, "status");
        assertEquals(0, first.exitCode(), first.errors());
        assertTrue(first.errors().contains("building"), first.errors());
        assertEquals("", mainstay(temporary, "status").errors());
        assertEquals(1, builds());
    }

    @Test
    void changedSourceIsBuilt() throws IOException, InterruptedException {
        mainstay(temporary, "status");
        Path source =
                Files.writeString(tree.resolve("agent/src/main/java/New.java"), "class New {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        mainstay(temporary, "status");
        assertEquals(2, builds());
    }

    @Test
    void commandRunsInTheCallersFolderWithItsArguments() throws IOException, InterruptedException {
        List<String> lines =
                mainstay(temporary, "simulate", "a file.xml").output().lines().toList();
        assertEquals("in " + temporary.toRealPath(), lines.getFirst());
        assertEquals(List.of("dev.mainstay.cli.Mainstay", "simulate", "a file.xml"),
                lines.subList(lines.size() - 3, lines.size()));
    }

    @Test
    void symbolicLinkFindsTheSourceTree() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), tree.resolve("mainstay"));
        assertEquals(0, run(temporary, List.of(link.toString(), "status")).exitCode());
    }

    @Test
    void failedBuildShowsItsErrorsAndRunsNothing() throws IOException, InterruptedException {
        mavenDoes("echo '[ERROR] Broken.java:[7,1] does not compile'; exit 1");
        Finished finished = mainstay(temporary, "status");
        assertEquals(UNAVAILABLE, finished.exitCode());
        assertEquals("", finished.output());
        assertTrue(finished.errors().contains("Broken.java:[7,1]"), finished.errors());
    }

    @Test
    void callsAtTheSameTimeBuildOnce() throws IOException, InterruptedException {
        String both = "'%1$s' status >first & '%1$s' status >second & wait"
                .formatted(tree.resolve("mainstay"));
        run(temporary, List.of("bash", "-c", both));
        assertEquals(1, builds());
        assertEquals(Files.readString(temporary.resolve("first")),
                Files.readString(temporary.resolve("second")));
    }

    private Finished mainstay(Path folder, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(tree.resolve("mainstay").toString());
        command.addAll(List.of(arguments));
        return run(folder, command);
    }

    private Finished run(Path folder, List<String> command)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile(temporary, "errors", "");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MAINSTAY_"));
        builder.environment().put("JAVA_HOME", temporary.resolve("jdk").toString());
        builder.environment().put("PATH", temporary.resolve("bin") + ":/usr/bin:/bin");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Finished(process.waitFor(), output, Files.readString(errors));
    }

    private long builds() throws IOException {
        return Files.readAllLines(temporary.resolve("builds")).size();
    }

    private void mavenDoes(String commands) throws IOException {
        script(temporary.resolve("bin/mvn"),
                "echo build >>'" + temporary.resolve("builds") + "'; " + commands);
    }

    private static void script(Path file, String commands) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + commands + "\n");
        makeExecutable(file);
    }

    private static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
