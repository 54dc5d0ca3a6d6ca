// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

/**
 * The exit codes of every {@code mainstay} process, after sysexits(3) where that has a fitting one.
 */
public enum ExitCode {
    OK(0),
    /** The request was refused, or what was waited for was not seen. */
    REFUSED(1),
    /** A fault of Mainstay itself. */
    INTERNAL(2),
    USAGE(64),
    BAD_DATA(65),
    UNAVAILABLE(69),
    CANNOT_CREATE(73),
    INPUT_OUTPUT(74),
    RETRY(75),
    PROTOCOL(76),
    DENIED(77),
    CONFIGURATION(78);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
