// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** CLOCK_BOOTTIME, the clock that leases are told in. */
@FunctionalInterface
public interface BootClock {
    /** Nanoseconds since boot. */
    long nanos();

    /**
     * This machine's, read from {@code /proc/uptime}, which is cut off at hundredths of a second.
     * One of them is added, so that a lease is never taken for longer than it is.
     */
    static BootClock system() {
        Path uptime = Path.of("/proc/uptime");
        return () -> {
            try {
                String text = Files.readString(uptime, StandardCharsets.US_ASCII);
                return new BigDecimal(text.substring(0, text.indexOf(' ')))
                        .add(new BigDecimal("0.01"))
                        .movePointRight(9)
                        .longValueExact();
            } catch (IOException failure) {
                throw new UncheckedIOException("CLOCK_BOOTTIME cannot be read", failure);
            }
        };
    }
}
