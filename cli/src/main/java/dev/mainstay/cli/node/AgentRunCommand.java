// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.node;

import dev.mainstay.agent.AgentConfiguration;
import dev.mainstay.agent.NodeAgentDaemon;
import dev.mainstay.bootstrap.ExitCode;
import dev.mainstay.bootstrap.NodeFolder;
import dev.mainstay.bootstrap.RemoteAgentServer;
import dev.mainstay.bootstrap.RemoteSettings;
import dev.mainstay.bootstrap.StartupFailure;
import dev.mainstay.bootstrap.SystemClock;
import dev.mainstay.cli.command.CommandContext;
import io.grpc.BindableService;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs this machine's agent for the members that connect, until it is told to stop. */
@Command(
        name = "run",
        description = "Runs this remote machine's agent in the foreground. A signal to end (TERM,"
                + " INT) ends the agent alone: services run on, and the cluster takes the machine"
                + " for lost unless the agent is back within the time-out of the connection's"
                + " monitor. To empty the machine first, disable the connection.",
        footer = {
            "",
            "Example:",
            "  mainstay agent run --dir /srv/ha"})
public final class AgentRunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            description = "Folder of a machine that runs without root (default: $MAINSTAY_DIR, else"
                    + " /etc/mainstay/agent.yaml and /var/lib/mainstay).")
    private Optional<Path> directory = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        DaemonLog.begin();
        try {
            run(RemoteSettings.read(folder()));
            return ExitCode.OK.code();
        } catch (StartupFailure failure) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("Error: " + failure.getMessage());
            err.flush();
            return failure.exitCode().code();
        }
    }

    private NodeFolder folder() {
        CommandContext context =
                ((CommandContext.Holder) spec.root().userObject()).context();
        return RemoteSettings.folder(directory
                .or(() -> Optional.ofNullable(context.environment().get("MAINSTAY_DIR"))
                        .map(Path::of)));
    }

    private static void run(RemoteSettings settings) throws IOException, InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            boolean byThisSignal = closed.getCount() > 0;
            told.countDown();
            await(closed);
            if (byThisSignal) {
                // The JVM would end with the signal's number, as if stopping had been a failure.
                Runtime.getRuntime().halt(ExitCode.OK.code());
            }
        }));
        AtomicReference<NodeAgentDaemon> agent = new AtomicReference<>();
        try (RemoteAgentServer _ = RemoteAgentServer.open(settings, () -> {
            NodeAgentDaemon opened = open(settings);
            agent.set(opened);
            return List.<BindableService>of(opened.service(), opened.alerts());
        }, new SystemClock())) {
            SystemdNotice.ready();
            told.await();
            SystemdNotice.stopping();
        } finally {
            NodeAgentDaemon opened = agent.get();
            if (opened != null) {
                opened.close();
            }
            closed.countDown();
        }
    }

    private static NodeAgentDaemon open(RemoteSettings settings) throws InterruptedException {
        Path state = settings.folder().state();
        boolean system = state.equals(NodeFolder.SYSTEM.state());
        AgentConfiguration configuration = (system
                ? AgentConfiguration.system(settings.node(), state)
                : AgentConfiguration.confined(settings.node(), state))
                .withOcfRoots(settings.agentRoots())
                .withAlertUser(settings.alertUser());
        try {
            return NodeAgentDaemon.open(configuration);
        } catch (IOException failure) {
            throw new StartupFailure(ExitCode.INPUT_OUTPUT, "the agent cannot use "
                    + settings.folder().agent() + " (" + failure.getMessage()
                    + "): check its owner, its permissions and the free space", failure);
        }
    }

    /** The process must not end before everything is closed. */
    private static void await(CountDownLatch closed) {
        try {
            closed.await();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
