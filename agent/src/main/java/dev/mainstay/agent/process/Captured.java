// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.process;

import dev.mainstay.agent.posix.Child;
import dev.mainstay.agent.posix.ProcessGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The result of a program that was run for its output and changes nothing, so that nobody has to
 * remember it.
 */
public record Captured(int exitCode, String output, OutputTail errors) {
    private static final Duration KILL_GRACE = Duration.ofSeconds(1);

    /**
     * Runs the program to its end.
     *
     * @throws IOException when it cannot be run, or not within the timeout
     */
    public static Captured run(Launcher launcher, Program program, Duration timeout)
            throws IOException, InterruptedException {
        ForkedProcess held = launcher.launch(program, Child.Output.READ);
        ProcessGroup group = held.group();
        held.release();
        try {
            int exitCode = held.onExit().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new Captured(exitCode, held.output().text(), held.errors());
        } catch (TimeoutException late) {
            group.end(KILL_GRACE);
            throw new IOException(program.command().getFirst() + " did not end within "
                    + timeout.toMillis() + " ms", late);
        } catch (InterruptedException interrupted) {
            group.end(Duration.ZERO);
            throw interrupted;
        } catch (ExecutionException impossible) {
            throw new IOException("the exit of " + program.command() + " was lost", impossible);
        }
    }
}
