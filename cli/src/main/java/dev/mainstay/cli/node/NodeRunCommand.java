// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.node;

import dev.mainstay.bootstrap.ExitCode;
import dev.mainstay.bootstrap.MainstayNode;
import dev.mainstay.bootstrap.NodeConfiguration;
import dev.mainstay.bootstrap.NodeFolder;
import dev.mainstay.bootstrap.SettingsReader;
import dev.mainstay.bootstrap.StartupFailure;
import dev.mainstay.cli.command.CommandContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs this machine's node until it is told to stop, or cannot go on. */
@Command(
        name = "run",
        description = "Runs this machine's node in the foreground. A signal to end (TERM, INT)"
                + " empties the node first: its services move or stop, and it leaves without being"
                + " fenced. 'cluster restart' ends Mainstay alone: services run on and are found"
                + " again at the next start.",
        footer = {
            "",
            "Example:",
            "  mainstay node run --dir /srv/ha"})
public final class NodeRunCommand implements Callable<Integer> {

    private static final long CLOSE_LIMIT_SECONDS = 10;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            description = "Folder of a node that runs without root (default: $MAINSTAY_DIR, else"
                    + " /etc/mainstay/node.yaml and /var/lib/mainstay).")
    private Optional<Path> directory = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        DaemonLog.begin();
        try {
            NodeConfiguration configuration = SettingsReader.read(folder());
            End end = run(configuration);
            if (end.code() != ExitCode.OK) {
                complain(end.message());
            }
            return end.code().code();
        } catch (StartupFailure failure) {
            complain(String.valueOf(failure.getMessage()));
            return failure.exitCode().code();
        }
    }

    private NodeFolder folder() {
        CommandContext context =
                ((CommandContext.Holder) spec.root().userObject()).context();
        return directory
                .or(() -> Optional.ofNullable(context.environment().get("MAINSTAY_DIR"))
                        .map(Path::of))
                .map(NodeFolder::under)
                .orElse(NodeFolder.SYSTEM);
    }

    private static End run(NodeConfiguration configuration)
            throws IOException, InterruptedException {
        CompletableFuture<End> ended = new CompletableFuture<>();
        CountDownLatch closed = new CountDownLatch(1);
        AtomicReference<Runnable> leave = new AtomicReference<>(
                () -> ended.complete(new End(ExitCode.OK, "stopped before it was up")));
        Thread onSignal = Thread.ofPlatform().name("stop").unstarted(() -> {
            boolean byThisSignal = !ended.isDone();
            if (byThisSignal) {
                SystemdNotice.stopping();
                Objects.requireNonNull(leave.get()).run();
            }
            await(closed);
            if (byThisSignal) {
                // The JVM would end with the signal's number, as if stopping had been a failure.
                Runtime.getRuntime().halt(ended.join().code().code());
            }
        });
        Runtime.getRuntime().addShutdownHook(onSignal);
        try (LocalServices services = LocalServices.open(configuration);
                MainstayNode node = MainstayNode.open(configuration, services.channels(),
                        (code, message) -> end(ended, new End(code, message)))) {
            leave.set(node::leave);
            SystemdNotice.ready();
            return ended.join();
        } finally {
            // A start that failed has its own exit code.
            ended.cancel(false);
            closed.countDown();
        }
    }

    /**
     * Closing a node whose log has failed may never end, and a process that lives on would answer
     * as if it were well.
     */
    private static void end(CompletableFuture<End> ended, End end) {
        ended.complete(end);
        CompletableFuture.delayedExecutor(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS)
                .execute(() -> Runtime.getRuntime().halt(end.code().code()));
    }

    /** The process must not end before everything is closed. */
    private static void await(CountDownLatch closed) {
        try {
            closed.await();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void complain(String message) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("Error: " + message);
        err.flush();
    }

    private record End(ExitCode code, String message) {}
}
