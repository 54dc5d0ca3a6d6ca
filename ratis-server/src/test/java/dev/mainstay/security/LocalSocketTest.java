// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSocketTest {
    @TempDir
    Path folder;
    private final LocalSocket sockets = new LocalSocket();

    @AfterEach
    void close() {
        sockets.close();
    }

    private Server serve(Path path, IntPredicate allowed) throws IOException {
        Server server =
                sockets.server(path, allowed).addService(EchoService.definition()).build().start();
        LocalSocket.restrict(path);
        return server;
    }

    @Test
    void ownerIsServedAndTheFileIsClosedToOthers() throws IOException {
        Path path = folder.resolve("api.sock");
        Server server = serve(path, LocalSocket.ownerAndRoot());
        ManagedChannel client = sockets.client(path).build();
        try {
            assertArrayEquals(new byte[] {1}, EchoService.call(client, EchoService.ECHO));
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        } finally {
            client.shutdownNow();
            server.shutdownNow();
        }
    }

    @Test
    void userWhomTheKernelNamesAndNobodyAllowsIsRefused() throws IOException {
        Path path = folder.resolve("api.sock");
        Server server = serve(path, uid -> false);
        ManagedChannel client = sockets.client(path).build();
        try {
            var refused =
                    assertThrows(
                            StatusRuntimeException.class,
                            () -> EchoService.call(client, EchoService.ECHO));
            assertEquals(Status.Code.UNAVAILABLE, refused.getStatus().getCode());
        } finally {
            client.shutdownNow();
            server.shutdownNow();
        }
    }

    @Test
    void rootAndTheOwnerAreAllowedAndNobodyElse() throws IOException {
        int owner = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        IntPredicate allowed = LocalSocket.ownerAndRoot();
        assertTrue(allowed.test(0));
        assertTrue(allowed.test(owner));
        assertFalse(allowed.test(owner + 1));
    }

    @Test
    void fileOfAKilledServerIsReplacedAndThatOfALivingOneIsNot() throws IOException {
        Path path = folder.resolve("api.sock");
        Files.createFile(path);
        Server server = serve(path, LocalSocket.ownerAndRoot());
        try {
            IOException refused =
                    assertThrows(
                            IOException.class,
                            () -> sockets.server(path, LocalSocket.ownerAndRoot()));
            assertTrue(refused.getMessage().contains("already answers"));
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void pathThatTheSystemCannotTakeIsNamed() {
        Path path = folder.resolve("x".repeat(120));
        IOException refused =
                assertThrows(
                        IOException.class,
                        () -> sockets.server(path, LocalSocket.ownerAndRoot()));
        assertTrue(refused.getMessage().contains("shorter"));
    }
}
