// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.service;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services of a machine as resources of a cluster, from the command line to systemd and back. */
@Requires({Requirement.ROOT, Requirement.SYSTEMD, Requirement.DBUS, Requirement.IPROUTE})
@Tag("alone")
final class ServiceClusterTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SCRIPT = """
            #!/bin/sh
            ### BEGIN INIT INFO
            # Short-Description: An old service
            ### END INIT INFO
            case $1 in
            start) touch /run/share/old.up ;;
            stop) rm -f /run/share/old.up ;;
            status) [ -e /run/share/old.up ] || exit 3 ;;
            esac
            exit 0
            """;

    @TempDir
    static Path folder;
    private static NestedSystemd systemd;
    private static NodeInside node;

    @BeforeAll
    static void found() throws IOException, InterruptedException {
        systemd = NestedSystemd.boot(folder);
        node = NodeInside.found(systemd);
    }

    @AfterAll
    static void end() throws IOException {
        systemd.close();
    }

    private static void unit(String name) throws IOException {
        systemd.unit(name + ".service", """
                [Unit]
                Description=The %s of a test
                DefaultDependencies=no
                [Service]
                ExecStart=/usr/bin/sleep 1000
                Restart=always
                """.formatted(name));
    }

    private static String property(String unit, String name)
            throws IOException, InterruptedException {
        return systemd.control("show", "--value", "--property=" + name, unit);
    }

    @Test
    void unitIsListedDescribedCreatedRecoveredAndStopped() throws Exception {
        unit("web");
        assertTrue(node.runs("resource", "list", "systemd:web").contains("systemd:web"));
        String described = node.runs("resource", "describe", "systemd:web");
        assertTrue(described.contains("The web of a test"), described);

        String created = node.runs("resource", "create", "w", "systemd:web", "op", "monitor",
                "interval=1s", "--wait=60");
        assertTrue(created.endsWith("w: Started on n1\n"), created);
        assertEquals("active", property("web", "ActiveState"));
        assertEquals("no", property("web", "Restart"));

        String first = property("web", "MainPID");
        var _ = systemd.control("kill", "--signal=KILL", "web");
        await("the recovery").atMost(LIMIT)
                .until(() -> property("web", "ActiveState").equals("active")
                        && !property("web", "MainPID").equals(first));
        assertNotEquals("0", property("web", "MainPID"));
        String status = node.runs("status");
        assertTrue(status.contains("it was found stopped: web.service is failed;"), status);

        node.runs("resource", "cleanup", "w");
        node.runs("resource", "disable", "w", "--wait=60");
        assertEquals("inactive", property("web", "ActiveState"));
        assertEquals("always", property("web", "Restart"));
    }

    @Test
    void unitThatDoesNotComeUpIsNamedInTheStatus() throws Exception {
        systemd.unit("broken.service", """
                [Unit]
                DefaultDependencies=no
                [Service]
                Type=oneshot
                ExecStart=/bin/false
                """);
        node.runs("resource", "create", "b", "systemd:broken");
        await("the failure").atMost(LIMIT).until(() -> node.runs("status"),
                status -> status.contains("the start of broken.service ended as failed"));
        node.runs("resource", "delete", "b");
    }

    @Test
    void initScriptIsDescribedCreatedRecoveredAndStopped() throws Exception {
        Path script = systemd.share().resolve("old");
        Files.writeString(script, SCRIPT);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path up = systemd.share().resolve("old.up");
        String agent = "lsb:/run/share/old";
        String described = node.runs("resource", "describe", agent);
        assertTrue(described.contains("An old service"), described);

        node.runs("resource", "create", "o", agent, "op", "monitor", "interval=1s", "--wait=60");
        assertTrue(Files.exists(up));
        Files.delete(up);
        await("the recovery").atMost(LIMIT).until(() -> Files.exists(up));
        node.runs("resource", "disable", "o", "--wait=60");
        assertTrue(Files.notExists(up));
    }

    @Test
    void serviceIsWhateverTheMachineHasOfThatName() throws Exception {
        unit("either");
        assertTrue(node.runs("resource", "list", "service:either").contains("service:either"));
        node.runs("resource", "create", "e", "service:either", "--wait=60");
        assertEquals("active", property("either", "ActiveState"));
        node.runs("resource", "delete", "e", "--wait=60");
        assertEquals("inactive", property("either", "ActiveState"));
    }
}
