// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.state.Command;

/** What a call of a tool comes to. */
public sealed interface ToolEffect {
    /** It has its answer: whole lines for standard output. */
    record Print(String text) implements ToolEffect {}

    /** It cannot be done: an exit code, and a sentence for standard error. */
    record Failure(int exitCode, String message) implements ToolEffect {}

    /** A change of the cluster; it prints nothing. */
    record Change(Command command) implements ToolEffect {}

    /** One line. */
    static ToolEffect line(String text) {
        return new Print(text + "\n");
    }
}
