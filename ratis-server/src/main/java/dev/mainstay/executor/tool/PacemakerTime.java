// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as Pacemaker's tools write them, {@code Mon Nov 23 11:58:51 2026}, in UTC. */
final class PacemakerTime {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter
            .ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT).withZone(ZoneOffset.UTC);

    private PacemakerTime() {}

    static String text(Instant time) {
        return FORMAT.format(time);
    }
}
