// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.standard;

import dev.mainstay.agent.process.Program;

/** How an operation is executed on this machine. */
public sealed interface Invocation {
    /** By running a program. */
    record Executable(Program program) implements Invocation {}

    /**
     * Not at all: what is needed is not here.
     *
     * @param exitCode the OCF exit code that says so
     */
    record Unavailable(int exitCode, String reason) implements Invocation {}
}
