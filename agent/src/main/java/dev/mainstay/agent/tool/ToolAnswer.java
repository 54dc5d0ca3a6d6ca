// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.tool;

/**
 * What a tool prints and how it ends.
 *
 * @param text to standard output with exit code 0, otherwise to standard error; whole lines
 */
public record ToolAnswer(int exitCode, String text) {
    /** EX_UNAVAILABLE: what is needed to answer is not there. */
    private static final int UNAVAILABLE = 69;

    private static final int EXIT_CODE_MAX = 255;

    public ToolAnswer {
        if (exitCode < 0 || exitCode > EXIT_CODE_MAX) {
            throw new IllegalArgumentException("no exit code: " + exitCode);
        }
    }

    static ToolAnswer unavailable(ToolCall call, String why) {
        return new ToolAnswer(UNAVAILABLE, call.tool() + ": " + why + "\n");
    }
}
