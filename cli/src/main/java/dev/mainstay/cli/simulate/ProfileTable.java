// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.simulate;

import dev.mainstay.cli.render.TextTable;
import java.util.Locale;

/** Times of several files, in milliseconds. */
final class ProfileTable {

    private static final double NANOS = 1_000_000;

    private final TextTable table = new TextTable()
            .row("file", "read median ms", "plan median ms", "plan p99 ms");

    void row(String file, PlanProfile profile) {
        table.row(file, millis(profile.parseMedian()), millis(profile.planMedian()),
                millis(profile.planNinetyNinth()));
    }

    String text() {
        return table.format("");
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / NANOS);
    }
}
