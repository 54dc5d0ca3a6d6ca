// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.executor.tool.ToolEffect.Failure;
import java.util.regex.Pattern;

/** Utilization as it is written: an integer. */
final class UtilizationText {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,9}");

    private UtilizationText() {}

    static boolean isValid(String value) {
        return NUMBER.matcher(value).matches();
    }

    static Failure refused(String name, String value) {
        return new Failure(ExitStatus.DATA,
                "the utilization " + name + "=" + value + " is no integer");
    }
}
