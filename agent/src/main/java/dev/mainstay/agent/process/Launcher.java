// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.process;

import dev.mainstay.agent.posix.Child;
import dev.mainstay.agent.posix.ProcessGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Forks programs in two steps. The child leads a session of its own and holds still, so that its
 * process group can be written down; only then it becomes the program. If this process dies in
 * between, the child reads the end of its input and leaves without having done anything. A few
 * children are forked ahead, and held until a program comes for them.
 */
public final class Launcher implements Processes, AutoCloseable {
    private static final int ERROR_LIMIT = 16 * 1024;
    private static final int OUTPUT_LIMIT = 1024 * 1024;

    private final String errorPrefix;
    private final ChildWatch watch = new ChildWatch();
    private final ShellReserve reserve;

    /**
     * @param forks gives threads that may wait for a fork
     * @param errorPrefix of the line in the standard error that is looked for
     */
    public Launcher(Executor forks, String errorPrefix) {
        this.errorPrefix = errorPrefix;
        this.reserve = new ShellReserve(forks, () -> fork(Child.Output.DISCARDED));
    }

    @Override
    public HeldProcess hold(Program program) throws IOException {
        return launch(program, Child.Output.DISCARDED);
    }

    @Override
    public boolean survives(ProcessGroup group, String marker) {
        return group.survives(marker);
    }

    @Override
    public void end(ProcessGroup group, Duration grace) throws InterruptedException {
        group.end(grace);
    }

    /**
     * Forks the program and holds it.
     *
     * @throws IOException when the machine cannot fork
     */
    ForkedProcess launch(Program program, Child.Output output) throws IOException {
        byte[] instruction = ShellInstruction.become(program);
        HeldShell shell = switch (output) {
            case DISCARDED -> reserve.take();
            case READ -> fork(output);
        };
        return new ForkedProcess(shell, instruction);
    }

    private HeldShell fork(Child.Output output) throws IOException {
        return HeldShell.fork(output, watch, new OutputTail(ERROR_LIMIT, errorPrefix),
                new OutputTail(OUTPUT_LIMIT, ""));
    }

    /** Keeps nothing forked ahead any more; what has been held goes on. */
    @Override
    public void close() {
        reserve.close();
    }
}
