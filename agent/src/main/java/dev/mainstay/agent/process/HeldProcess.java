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

/** A child that waits for the word to become its program. */
public final class HeldProcess {
    /** What a background process that kept the streams open may cost after the program's exit. */
    private static final Duration STREAM_GRACE = Duration.ofMillis(50);
    private static final Duration POLL = Duration.ofMillis(1);

    private final Process process;
    private final OutputTail errors;
    private final OutputTail output;
    private final Launcher.Output outputUse;

    HeldProcess(Process process, OutputTail errors, OutputTail output,
            Launcher.Output outputUse) {
        this.process = process;
        this.errors = errors;
        this.output = output;
        this.outputUse = outputUse;
    }

    /**
     * The child's process group, once it leads one.
     *
     * @throws IOException when the child died before
     */
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

    /** Lets the child become its program. */
    public void release() {
        try (OutputStream input = process.getOutputStream()) {
            input.write("go\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException _) {
            // Its exit tells; there is nothing to add.
        }
    }

    /** Ends the child without its program having run. */
    public void abandon() throws InterruptedException {
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // As wanted.
        }
        process.waitFor();
    }

    /** Completes at the exit of the child itself, not of what it left behind. */
    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** The exit code after the exit, 128 plus its number for a signal. */
    public int exitCode() {
        return process.exitValue();
    }

    /** The standard error after the exit. */
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
