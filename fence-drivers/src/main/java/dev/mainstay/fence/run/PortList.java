// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.run;

import dev.mainstay.fence.device.FenceResult.Port;
import java.util.List;

/** The answer to action list: one {@code name,alias} or {@code name} per line. */
final class PortList {
    private static final int OUTPUT_LIMIT = 16 * 1024;

    private PortList() {}

    static List<Port> parse(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(PortList::port)
                .toList();
    }

    private static Port port(String line) {
        int comma = line.indexOf(',');
        return comma < 0 ? new Port(line, "")
                : new Port(line.substring(0, comma).strip(), line.substring(comma + 1).strip());
    }

    /** As much of the end of an output as is kept. */
    static String end(String text) {
        return text.length() <= OUTPUT_LIMIT ? text
                : text.substring(text.length() - OUTPUT_LIMIT);
    }
}
