// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.debian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import dev.mainstay.tidy.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service unit that the distribution ships. */
final class SystemdUnitTest {

    private static final String INSTALLED = "/usr/bin/mainstay";

    @TempDir
    private Path folder;

    @Test
    @Requires(Requirement.SYSTEMD)
    void unitIsWithoutFault() throws IOException, InterruptedException {
        String unit = unit();
        assertTrue(unit.contains("ExecStart=" + INSTALLED + " node run\n"));
        Path copy = folder.resolve("mainstay.service");
        Files.writeString(copy, unit.replace(
                INSTALLED, SourceTree.root().resolve("mainstay").toString()));

        Process verify = new ProcessBuilder("systemd-analyze", "verify", copy.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(
                verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, verify.waitFor(), said);
        assertEquals("", said.lines().filter(line -> line.contains("mainstay.service"))
                .reduce("", String::concat));
    }

    @Test
    void servicesOutliveTheDaemonAndARestartIsAskedForByItsExitCode() throws IOException {
        String unit = unit();

        assertTrue(unit.contains("\nKillMode=process\n"));
        assertTrue(unit.contains("\nRestartForceExitStatus=75\n"));
        assertTrue(unit.contains("\nExecReload=" + INSTALLED + " cluster restart\n"));
    }

    private static String unit() throws IOException {
        return Files.readString(
                SourceTree.root().resolve("packaging/systemd/mainstay.service"));
    }
}
