// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import dev.mainstay.cli.command.CommandContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One short life of everything that starts often: a node of its own on loopback and the commands
 * that are used with it, in one JVM. The launcher runs it once per build, and the JVM writes down
 * which classes that took (its AOT cache). Nothing depends on the outcome but the speed of later
 * starts, so a command that fails is no reason to stop.
 */
final class StartupTraining {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int ATTEMPTS = 150;
    private static final int PAUSE_MILLIS = 200;

    private static final String CIB = """
            <cib validate-with="pacemaker-3.9">
              <configuration>
                <crm_config/>
                <nodes><node id="1" uname="node1"/></nodes>
                <resources>
                  <primitive id="trained" class="ocf" provider="mainstay" type="dummy"/>
                </resources>
                <constraints/>
              </configuration>
              <status/>
            </cib>
            """;

    private final Path folder;

    private StartupTraining(Path folder) {
        this.folder = folder;
    }

    /** Trains in an empty folder that the caller removes afterwards, and ends the process. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new StartupTraining(Path.of(arguments[0])).run();
        // Ends the node as a signal would.
        System.exit(0);
    }

    private void run() throws IOException, InterruptedException {
        execute("--help");
        Path cib = Files.writeString(folder.resolve("cib.xml"), CIB);
        execute("simulate", cib.toString(), "--out", folder.resolve("results").toString());
        List<Integer> ports = freePorts();
        String node = folder.resolve("node").toString();
        execute("cluster", "init", "training", "--node", "node1", "--address", LOOPBACK, "--dir",
                node, "--raft-port", ports.get(0).toString(), "--api-port", ports.get(1).toString());
        Thread.ofPlatform().daemon().start(() -> execute("node", "run", "--dir", node));
        if (answers(node)) {
            execute("property", "set", "stonith-enabled=false", "--dir", node);
            execute("resource", "create", "trained", "ocf:mainstay:dummy", "--dir", node);
            execute("status", "--dir", node, "-o", "json");
            execute("explain", "trained", "--dir", node);
            execute("config", "show", "--dir", node);
        }
    }

    private static boolean answers(String node) throws InterruptedException {
        var never = new CountDownLatch(1);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (execute("status", "--dir", node) == 0) {
                return true;
            }
            if (never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return false;
    }

    private static int execute(String... arguments) {
        return CommandTree.forArguments(CommandContext.ofProcess(), List.of(arguments))
                .execute(arguments);
    }

    // Free when asked; a port that is taken in between costs this training only.
    private static List<Integer> freePorts() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (var first = new ServerSocket(0, 1, loopback);
                var second = new ServerSocket(0, 1, loopback)) {
            return List.of(first.getLocalPort(), second.getLocalPort());
        }
    }
}
