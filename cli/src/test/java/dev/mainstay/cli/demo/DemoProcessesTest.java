// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.demo;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoProcessesTest {

    @TempDir
    private Path folder;

    @Test
    void processesOfASessionAreFoundAndKilledWithTheirChildren() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", "setsid sleep 600 & sleep 600; wait");
        builder.environment().put(
                SessionProcesses.VARIABLE, "n1@" + folder.resolve("n1").resolve("state"));
        Process shell = builder.start();
        SessionProcesses session = SessionProcesses.of("n1", folder.resolve("n1"));
        await().until(() -> session.find().size() == 3);
        assertEquals(List.of(),
                SessionProcesses.of("n2", folder.resolve("n2")).find());

        assertTrue(session.kill() >= 3);
        assertEquals(List.of(), session.find());
        assertEquals(128 + 9, shell.waitFor());
    }

    @Test
    void addressesWhosePortsAreTakenArePassedOver() throws IOException {
        LoopbackAddresses first = LoopbackAddresses.choose(3);
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(first.nodes().get(1), LoopbackAddresses.API_PORT));
            assertFalse(LoopbackAddresses.choose(3).nodes().contains(first.nodes().getFirst()));
        }
    }

    @Test
    void probeTellsWhoAnswersAndForHowLongNobodyDid() throws IOException {
        HttpServer server = serve("n1", 0);
        int port = server.getAddress().getPort();
        long begin = System.nanoTime();
        try (ServiceProbe probe = new ServiceProbe("127.0.0.1", port)) {
            await().until(() -> probe.isAnswering());
            server.stop(0);
            await().until(() -> !probe.isAnswering());
            server = serve("n2", port);
            await().until(() -> probe.answerer().filter("n2"::equals).isPresent());
            ServiceProbe.Outage outage = probe.outageAfter(begin).orElseThrow();
            assertEquals("n2", outage.end().node());
            assertTrue(outage.fromNanos() >= begin);
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer serve(String name, int port) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            byte[] page = (name + " now\n").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        return server;
    }
}
