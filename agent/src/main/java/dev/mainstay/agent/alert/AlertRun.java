// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.alert;

import java.util.OptionalInt;

/**
 * How one run of an alert agent ended.
 *
 * @param exitCode empty where it was not run or did not end by itself
 * @param reason why; else empty
 * @param output the end of what it wrote
 */
public record AlertRun(OptionalInt exitCode, String reason, String output) {

    static AlertRun ended(int exitCode, String output) {
        return new AlertRun(OptionalInt.of(exitCode), "", output);
    }

    static AlertRun failed(String reason, String output) {
        return new AlertRun(OptionalInt.empty(), reason, output);
    }
}
