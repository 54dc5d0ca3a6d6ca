// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.standard;

import dev.mainstay.agent.process.Program;
import java.time.Duration;
import java.util.function.IntUnaryOperator;

/** How an operation is executed on this machine. */
public sealed interface Invocation {
    /** Something to be done, in whatever way. */
    sealed interface Work extends Invocation {}

    /**
     * By running a program.
     *
     * @param meaning the OCF exit code that an exit code of the program stands for
     */
    record Executable(Program program, IntUnaryOperator meaning) implements Work {
        /** A program that speaks OCF exit codes. */
        public Executable(Program program) {
            this(program, IntUnaryOperator.identity());
        }
    }

    /**
     * By asking a service of this machine, without a process.
     *
     * @param grace beyond the operation's time-out, so that the service's own time-out of the same
     *        length can tell how things ended
     */
    record Asking(Errand errand, Duration grace) implements Work {}

    /**
     * Not at all: what is needed is not here.
     *
     * @param exitCode the OCF exit code that says so
     */
    record Unavailable(int exitCode, String reason) implements Invocation {}
}
