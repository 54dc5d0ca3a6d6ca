// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.port.HostLoad;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.OptionalLong;

/** This machine's load, as the JDK reads it. */
final class SystemLoad implements HostLoad {

    private final OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();

    @Override
    public int processors() {
        return system.getAvailableProcessors();
    }

    @Override
    public OptionalLong averageHundredths() {
        double average = system.getSystemLoadAverage();
        return average < 0 ? OptionalLong.empty() : OptionalLong.of(Math.round(average * 100));
    }
}
