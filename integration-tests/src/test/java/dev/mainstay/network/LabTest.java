// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.network;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.network.Cable.Direction;
import dev.mainstay.requirement.Requirement;
import dev.mainstay.requirement.Requires;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What the network tests stand on: cables that fail as they are told to, and a clean end. */
@Requires({Requirement.ROOT, Requirement.IPROUTE})
final class LabTest {

    private static final int PORT = 7000;
    private static final int LIMIT_MILLIS = 300;

    /** Opens a lab, says where, and waits to be killed. */
    public static void main(String[] arguments) throws InterruptedException {
        Lab lab = Lab.open(1);
        lab.machines().getFirst().connect();
        System.out.println(lab.prefix() + " " + lab.folder());
        Thread.currentThread().join();
    }

    @Test
    void cableCanBeCutLoseOneDirectionOrBeSlow() throws IOException {
        try (Lab lab = Lab.open(2); ServerSocket server = listen(lab.machines().get(0))) {
            Machine caller = lab.machines().get(1);
            caller.connect();
            String target = lab.machines().get(0).address();
            assertTrue(server.isBound());
            await("a first answer").until(() -> isReached(caller, target));

            caller.cut(true);
            assertFalse(isReached(caller, target));
            caller.cut(false);
            await("the cable to carry frames again").until(() -> isReached(caller, target));

            for (Direction direction : Direction.values()) {
                caller.cable().lose(direction, true);
                assertFalse(isReached(caller, target));
                caller.cable().lose(direction, false);
                await("no more loss").until(() -> isReached(caller, target));
            }

            caller.cable().delay(Direction.OUT, Duration.ofMillis(LIMIT_MILLIS / 2));
            caller.cable().delay(Direction.IN, Duration.ofMillis(LIMIT_MILLIS));
            assertFalse(isReached(caller, target));
        }
    }

    @Test
    void killedTestLeavesNothingBehind() throws IOException {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), LabTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> words = List.of(out.readLine().split(" "));
            assertTrue(namespaces().contains(words.get(0)));
            process.destroyForcibly();
            await("nothing to be left").atMost(Duration.ofSeconds(30))
                    .until(() -> !namespaces().contains(words.get(0))
                            && !Files.exists(Path.of(words.get(1))));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void clockIsTheOneOfTheLedger() throws IOException {
        String uptime = Files.readString(Path.of("/proc/uptime"));
        double seconds = Double.parseDouble(uptime.split(" ", 2)[0]);
        assertEquals(0, SystemCalls.bootTimeSeconds() - seconds, 1.0,
                () -> String.format(Locale.ROOT, "uptime %s", uptime));
    }

    private static String namespaces() {
        return Program.run("ip", "netns", "list");
    }

    private static ServerSocket listen(Machine machine) {
        return machine.connect().call(() -> {
            try {
                ServerSocket server = new ServerSocket();
                server.bind(new InetSocketAddress(machine.address(), PORT));
                return server;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    // The kernel completes the connection; nobody has to accept it.
    private static boolean isReached(Machine caller, String target) {
        return caller.connect().call(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(target, PORT), LIMIT_MILLIS);
                return true;
            } catch (IOException unreachable) {
                return false;
            }
        });
    }
}
