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

    /** In characters, of which each is three bytes at most: less than PIPE_BUF. */
    private static final int LINE_MAX = 1000;

    public ToolAnswer {
        if (exitCode < 0 || exitCode > EXIT_CODE_MAX) {
            throw new IllegalArgumentException("no exit code: " + exitCode);
        }
    }

    /** Whether it is a line, or nothing, that a FIFO takes as a whole and a shell reads. */
    boolean isLine() {
        return text.isEmpty() || text.indexOf('\n') == text.length() - 1
                && text.length() <= LINE_MAX && text.indexOf('\0') < 0;
    }

    static ToolAnswer unavailable(ToolCall call, String why) {
        return new ToolAnswer(UNAVAILABLE, call.tool() + ": " + why + "\n");
    }
}
