// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.node;

import dev.mainstay.cli.failure.CommandFailure;
import dev.mainstay.cli.failure.ExitCode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts this machine's daemon and lets it go: over its service unit, or for a node that runs in a
 * folder as a process of its own session, which outlives the terminal.
 */
public final class DaemonStart {

    private static final String UNIT = "mainstay.service";
    private static final String MAIN_CLASS = "dev.mainstay.cli.Mainstay";

    private DaemonStart() {}

    /**
     * @param folder of a node that runs without root; empty for that of the system
     * @throws CommandFailure when it could not be started
     */
    public static void begin(Optional<Path> folder) {
        if (folder.isPresent()) {
            inFolder(folder.get());
        } else {
            overUnit();
        }
    }

    private static void inFolder(Path folder) {
        List<String> command = new ArrayList<>(List.of("setsid", "--fork",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(DaemonStart::isInherited)
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN_CLASS, "node",
                "run", "--dir", folder.toAbsolutePath().toString()));
        finish(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect
                        .appendTo(folder.resolve("daemon.log").toFile())),
                "Look at " + folder.resolve("daemon.log") + ".");
    }

    private static void overUnit() {
        finish(new ProcessBuilder("systemctl", "start", UNIT).redirectErrorStream(true),
                "Look at 'systemctl status " + UNIT + "', or start 'mainstay node run' yourself.");
    }

    private static void finish(ProcessBuilder builder, String advice) {
        try {
            Process process = builder.redirectInput(Path.of("/dev/null").toFile()).start();
            String said = new String(process.getInputStream().readAllBytes(),
                    StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new CommandFailure(ExitCode.UNAVAILABLE, "The daemon could not be started"
                        + (said.isEmpty() ? "." : ": " + said), advice);
            }
        } catch (IOException failure) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, "The daemon could not be started: "
                    + failure.getMessage() + ".", advice, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.TRY_AGAIN, "Interrupted.", advice, interrupted);
        }
    }

    // The daemon is no short command: it gets a heap of the JVM's choice and no debugger's port.
    private static boolean isInherited(String argument) {
        return argument.startsWith("--enable-native-access")
                || argument.startsWith("--sun-misc-unsafe-memory-access");
    }
}
