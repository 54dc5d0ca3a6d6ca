// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.process;

import dev.mainstay.agent.posix.ProcessGroup;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** A child that waits for the word to become its program. */
public interface HeldProcess {

    /**
     * The child's process group, once it leads one.
     *
     * @throws IOException when the child died before
     */
    ProcessGroup group() throws IOException;

    /** Lets the child become its program. */
    void release();

    /** Ends the child without its program having run. */
    void abandon() throws InterruptedException;

    /** Completes at the exit of the child itself, not of what it left behind. */
    CompletableFuture<?> onExit();

    /** The exit code after the exit, 128 plus its number for a signal. */
    int exitCode();

    /** The standard error after the exit. */
    OutputTail errors() throws InterruptedException;
}
