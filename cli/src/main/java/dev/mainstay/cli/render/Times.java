// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.render;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants of the cluster's log for people, in this machine's zone. */
public final class Times {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private Times() {}

    /** Empty for 0, which stands for no time. */
    public static String local(long epochMillis) {
        return epochMillis == 0
                ? ""
                : FORMAT.withZone(ZoneId.systemDefault()).format(Instant.ofEpochMilli(epochMillis));
    }
}
