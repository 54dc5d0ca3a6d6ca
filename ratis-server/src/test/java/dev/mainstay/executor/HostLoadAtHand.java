// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.port.HostLoad;
import java.util.OptionalLong;

/** A machine of two processors that is as busy as the test says. */
final class HostLoadAtHand implements HostLoad {

    OptionalLong average = OptionalLong.of(0);

    @Override
    public int processors() {
        return 2;
    }

    @Override
    public OptionalLong averageHundredths() {
        return average;
    }
}
