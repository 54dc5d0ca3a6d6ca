// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.service;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A node of a cluster of its own that runs inside a {@link NestedSystemd}. */
final class NodeInside implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String FOLDER = "/run/share/n1";

    private final NestedSystemd systemd;
    private final Process daemon;

    private NodeInside(NestedSystemd systemd, Process daemon) {
        this.systemd = systemd;
        this.daemon = daemon;
    }

    /** Founds the cluster, without fencing, and waits until it has a leader. */
    static NodeInside found(NestedSystemd systemd) throws IOException, InterruptedException {
        run(systemd, List.of("ip", "link", "set", "lo", "up"));
        run(systemd, JavaInside.mainstay("cluster", "init", "test", "--node", "n1", "--address",
                "127.0.0.1", "--dir", FOLDER));
        Path log = systemd.share().resolve("n1.log");
        Process daemon = new ProcessBuilder(
                systemd.inside(JavaInside.mainstay("node", "run", "--dir", FOLDER)))
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile())
                .start();
        NodeInside node = new NodeInside(systemd, daemon);
        await("a leader").atMost(LIMIT).until(() -> node.tries("status").contains("leader n1"));
        node.runs("property", "set", "stonith-enabled=false", "load-threshold=0%");
        return node;
    }

    /** What the verb prints; it has to succeed. */
    String runs(String... arguments) throws IOException, InterruptedException {
        return run(systemd, command(arguments));
    }

    private String tries(String... arguments) throws IOException, InterruptedException {
        return text(new ProcessBuilder(systemd.inside(command(arguments)))
                .redirectErrorStream(true).start());
    }

    private static List<String> command(String... arguments) {
        List<String> command = JavaInside.mainstay(arguments);
        command.addAll(List.of("--dir", FOLDER));
        return command;
    }

    private static String run(NestedSystemd systemd, List<String> command)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(systemd.inside(command)).redirectErrorStream(true)
                .start();
        String text = text(process);
        assertEquals(0, process.exitValue(), text);
        return text;
    }

    private static String text(Process process) throws IOException, InterruptedException {
        String text =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }

    @Override
    public void close() {
        daemon.descendants().forEach(ProcessHandle::destroyForcibly);
        daemon.destroyForcibly();
    }
}
