// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.process;

import dev.mainstay.agent.posix.ProcessGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A {@link HeldProcess} of this machine's kernel. */
final class ForkedProcess implements HeldProcess {
    /** What a background process that kept the streams open may cost after the program's exit. */
    private static final Duration STREAM_GRACE = Duration.ofMillis(50);

    private final HeldShell shell;
    private final byte[] instruction;

    ForkedProcess(HeldShell shell, byte[] instruction) {
        this.shell = shell;
        this.instruction = instruction;
    }

    @Override
    public ProcessGroup group() throws IOException {
        try {
            return shell.group();
        } catch (IOException died) {
            shell.dismiss();
            throw new IOException(died.getMessage() + ": " + shell.errors().text(), died);
        }
    }

    @Override
    public void release() {
        shell.become(instruction);
    }

    @Override
    public void abandon() throws InterruptedException {
        shell.dismiss();
        try {
            var _ = shell.exitCode().get();
        } catch (ExecutionException lost) {
            throw new IllegalStateException("the exit of a shell was lost", lost);
        }
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return shell.exitCode();
    }

    @Override
    public int exitCode() {
        return shell.exitCode().resultNow();
    }

    @Override
    public OutputTail errors() throws InterruptedException {
        shell.errors().awaitEnd(STREAM_GRACE);
        return shell.errors();
    }

    /** The standard output after the exit, where it was kept. */
    public OutputTail output() throws InterruptedException {
        shell.output().awaitEnd(STREAM_GRACE);
        return shell.output();
    }
}
