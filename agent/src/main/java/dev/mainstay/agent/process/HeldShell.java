// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.process;

import dev.mainstay.agent.posix.ProcessGroup;
import dev.mainstay.agent.posix.ProcessStat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A shell that leads a session of its own and waits to be told which program to become. It leaves
 * without having done anything at the end of its input, and so with the process that forked it.
 */
final class HeldShell {
    /** Read as a file, because shells read what they are given as input byte by byte. */
    private static final List<String> WAITING =
            List.of("/bin/sh", "-c", ". /proc/self/fd/0", "mainstay-held");
    private static final String SETSID = List.of("/usr/bin/setsid", "/bin/setsid")
            .stream()
            .filter(place -> Files.isExecutable(Path.of(place)))
            .findFirst()
            .orElse("setsid");
    private static final Duration POLL = Duration.ofMillis(1);

    private final Process process;

    private HeldShell(Process process) {
        this.process = process;
    }

    /** @throws IOException when the machine cannot fork */
    static HeldShell fork(Launcher.Output output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(SETSID).directory(Path.of("/").toFile());
        builder.command().addAll(WAITING);
        builder.environment().clear();
        if (output == Launcher.Output.DISCARDED) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        return new HeldShell(builder.start());
    }

    /** The shell, and what it has become. */
    Process process() {
        return process;
    }

    /**
     * Its process group, once it leads one.
     *
     * @throws IOException when it died before
     */
    ProcessGroup group() throws IOException {
        int pid = Math.toIntExact(process.pid());
        while (true) {
            Optional<ProcessStat> stat = ProcessStat.of(pid).filter(ProcessStat::alive);
            if (stat.isEmpty()) {
                throw new IOException("the shell " + pid + " that was held died");
            }
            if (stat.get().processGroup() == pid) {
                return new ProcessGroup(pid, stat.get().startTicks());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Lets it become a program. */
    void become(byte[] instruction) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(instruction);
        } catch (IOException _) {
            // Its exit tells; there is nothing to add.
        }
    }

    /** Lets it leave. */
    void dismiss() {
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // As wanted.
        }
    }
}
