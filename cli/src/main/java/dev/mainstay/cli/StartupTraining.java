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
import java.util.function.BooleanSupplier;

/**
 * One short life of what starts often, once per build: a node of its own on loopback in one JVM,
 * and the commands that are used with it in another. The launcher runs both, and each JVM writes
 * down which classes that took (its AOT cache). Nothing depends on the outcome but the speed of
 * later starts, so a command that fails is no reason to stop.
 */
final class StartupTraining {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int ATTEMPTS = 300;
    private static final int PAUSE_MILLIS = 200;

    private final Path folder;

    private StartupTraining(Path folder) {
        this.folder = folder;
    }

    /**
     * Trains in a folder that the caller makes and removes, and ends the process. The first
     * argument says which half this is, {@code node} or {@code commands}; both have to run at the
     * same time.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var training = new StartupTraining(Path.of(arguments[1]));
        if (arguments[0].equals("node")) {
            training.runNode();
        } else {
            training.runCommands();
        }
        // Ends the node as a signal would.
        System.exit(0);
    }

    private void runNode() throws IOException, InterruptedException {
        List<Integer> ports = freePorts();
        execute("cluster", "init", "training", "--node", "node1", "--address", LOOPBACK, "--dir",
                node(), "--raft-port", ports.get(0).toString(), "--api-port",
                ports.get(1).toString());
        Thread.ofPlatform().daemon().start(() -> execute("node", "run", "--dir", node()));
        await(() -> Files.exists(done()));
    }

    private void runCommands() throws IOException, InterruptedException {
        execute("--help");
        await(() -> execute("status", "--dir", node()) == 0);
        execute("property", "set", "stonith-enabled=false", "--dir", node());
        execute("resource", "create", "trained", "ocf:mainstay:dummy", "--dir", node());
        execute("status", "--dir", node(), "-o", "json");
        execute("explain", "trained", "--dir", node());
        execute("config", "show", "--dir", node());
        Files.createFile(done());
    }

    private String node() {
        return folder.resolve("node").toString();
    }

    private Path done() {
        return folder.resolve("done");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        var never = new CountDownLatch(1);
        for (int attempt = 0; attempt < ATTEMPTS && !condition.getAsBoolean(); attempt++) {
            if (never.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
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
