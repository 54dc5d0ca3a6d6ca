// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.port.HostLoad;
import java.util.OptionalLong;

/** The load of a machine of two processors: with nothing else to do unless a test says so. */
final class SimulatedLoad implements HostLoad {

    private long hundredths;

    void set(long averageHundredths) {
        hundredths = averageHundredths;
    }

    @Override
    public int processors() {
        return 2;
    }

    @Override
    public OptionalLong averageHundredths() {
        return OptionalLong.of(hundredths);
    }
}
