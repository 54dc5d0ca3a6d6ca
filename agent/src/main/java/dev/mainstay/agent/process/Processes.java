// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.process;

import dev.mainstay.agent.posix.ProcessGroup;
import java.io.IOException;
import java.time.Duration;

/** Where programs run: this machine's kernel, or a simulated one. */
public interface Processes {

    /**
     * Forks the program and holds it.
     *
     * @throws IOException when the machine cannot fork
     */
    HeldProcess hold(Program program) throws IOException;

    /** See {@link ProcessGroup#survives}. */
    boolean survives(ProcessGroup group, String marker);

    /** See {@link ProcessGroup#end}. */
    void end(ProcessGroup group, Duration grace) throws InterruptedException;
}
