// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.process;

import dev.mainstay.agent.posix.ProcessGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A {@link HeldProcess} of this machine's kernel. */
final class ForkedProcess implements HeldProcess {
    /** What a background process that kept the streams open may cost after the program's exit. */
    private static final Duration STREAM_GRACE = Duration.ofMillis(50);

    private final HeldShell shell;
    private final byte[] instruction;
    private final OutputTail errors;
    private final OutputTail output;
    private final Launcher.Output outputUse;

    ForkedProcess(HeldShell shell, byte[] instruction, OutputTail errors, OutputTail output,
            Launcher.Output outputUse) {
        this.shell = shell;
        this.instruction = instruction;
        this.errors = errors;
        this.output = output;
        this.outputUse = outputUse;
    }

    @Override
    public ProcessGroup group() throws IOException {
        try {
            return shell.group();
        } catch (IOException died) {
            throw new IOException(died.getMessage() + ": " + errors.text(), died);
        }
    }

    @Override
    public void release() {
        shell.become(instruction);
    }

    @Override
    public void abandon() throws InterruptedException {
        shell.dismiss();
        shell.process().waitFor();
    }

    @Override
    public CompletableFuture<Process> onExit() {
        return shell.process().onExit();
    }

    @Override
    public int exitCode() {
        return shell.process().exitValue();
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
