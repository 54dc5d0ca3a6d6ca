// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.service;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.cli.Mainstay;
import dev.mainstay.cli.command.CommandContext;
import dev.mainstay.cli.connection.NettyChannels;
import dev.mainstay.cli.render.Palette;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A node of a cluster of its own that runs inside a {@link NestedSystemd}, and ends with it. */
final class NodeInside {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String FOLDER = "/run/share/n1";

    private final NestedSystemd systemd;

    private NodeInside(NestedSystemd systemd) {
        this.systemd = systemd;
    }

    /** Founds the cluster, without fencing, and waits until it has a leader. */
    static NodeInside found(NestedSystemd systemd) throws IOException, InterruptedException {
        run(systemd, List.of("ip", "link", "set", "lo", "up"));
        run(systemd, JavaInside.mainstay("cluster", "init", "test", "--node", "n1", "--address",
                "127.0.0.1", "--dir", FOLDER));
        Path log = systemd.share().resolve("n1.log");
        var _ = new ProcessBuilder(
                systemd.inside(JavaInside.mainstay("node", "run", "--dir", FOLDER)))
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile())
                .start();
        NodeInside node = new NodeInside(systemd);
        await("a leader").atMost(LIMIT).until(() -> node.tries("status").contains("leader n1"));
        node.runs("property", "set", "stonith-enabled=false", "load-threshold=0%");
        return node;
    }

    /** What the verb prints; it has to succeed. */
    String runs(String... arguments) {
        StringWriter out = new StringWriter();
        assertEquals(0, execute(out, arguments), out::toString);
        return out.toString();
    }

    private String tries(String... arguments) {
        StringWriter out = new StringWriter();
        return execute(out, arguments) == 0 ? out.toString() : "";
    }

    /** The command runs in this process, which saves its start: the node's socket is a file. */
    private int execute(StringWriter out, String... arguments) {
        String folder = systemd.share().resolve("n1").toString();
        PrintWriter printer = new PrintWriter(out);
        return Mainstay.execute(new CommandContext(new NettyChannels(),
                Map.of("MAINSTAY_DIR", folder), Palette.PLAIN), printer, printer, arguments);
    }

    private static void run(NestedSystemd systemd, List<String> command)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(systemd.inside(command)).redirectErrorStream(true)
                .start();
        String text =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
    }
}
