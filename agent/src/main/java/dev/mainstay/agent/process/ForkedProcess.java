// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.process;

import dev.mainstay.agent.posix.ProcessGroup;
import dev.mainstay.agent.posix.ProcessStat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** A {@link HeldProcess} of this machine's kernel. */
final class ForkedProcess implements HeldProcess {
    /** What a background process that kept the streams open may cost after the program's exit. */
    private static final Duration STREAM_GRACE = Duration.ofMillis(50);
    private static final Duration POLL = Duration.ofMillis(1);

    private final Process process;
    private final OutputTail errors;
    private final OutputTail output;
    private final Launcher.Output outputUse;

    ForkedProcess(Process process, OutputTail errors, OutputTail output,
            Launcher.Output outputUse) {
        this.process = process;
        this.errors = errors;
        this.output = output;
        this.outputUse = outputUse;
    }

    @Override
    public ProcessGroup group() throws IOException {
        int pid = Math.toIntExact(process.pid());
        while (true) {
            Optional<ProcessStat> stat = ProcessStat.of(pid).filter(ProcessStat::alive);
            if (stat.isEmpty()) {
                throw new IOException("the launcher of process " + pid + " died: " + errors.text());
            }
            if (stat.get().processGroup() == pid) {
                return new ProcessGroup(pid, stat.get().startTicks());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    @Override
    public void release() {
        try (OutputStream input = process.getOutputStream()) {
            input.write("go\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException _) {
            // Its exit tells; there is nothing to add.
        }
    }

    @Override
    public void abandon() throws InterruptedException {
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // As wanted.
        }
        process.waitFor();
    }

    @Override
    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    @Override
    public int exitCode() {
        return process.exitValue();
    }

    @Override
    public OutputTail errors() throws InterruptedException {
        errors.awaitEnd(STREAM_GRACE);
        return errors;
    }

    /** The standard output after the exit; empty where it was discarded. */
    public OutputTail output() throws InterruptedException {
        if (outputUse == Launcher.Output.KEPT) {
            output.awaitEnd(STREAM_GRACE);
        }
        return output;
    }
}
