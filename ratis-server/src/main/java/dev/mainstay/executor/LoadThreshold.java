// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.state.ConfigurationIndex;
import dev.mainstay.transition.ThrottleMode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which load is too much: the cluster option load-threshold, Pacemaker's. A machine is meant to be
 * loaded with that part of its processors. Its load is low from 1.2 times as much, medium from 1.6
 * times, high from twice as much. One that fell gets to a lesser mode only a tenth below, so that a
 * load about a border does not write to the log each time.
 *
 * @param percent 0 for no throttling at all
 */
record LoadThreshold(int percent) {

    private static final int DEFAULT_PERCENT = 80;

    /** A single processor has nothing in reserve; Pacemaker's. */
    private static final int MOST_OF_ONE_PROCESSOR = 60;

    private static final int LOW_TENTHS = 12;
    private static final int MEDIUM_TENTHS = 16;
    private static final int HIGH_TENTHS = 20;

    /** What remains of a border, in tenths, for a load that falls. */
    private static final int FALLING_TENTHS = 9;

    static LoadThreshold of(ConfigurationIndex configuration) {
        Optional<Integer> percent = configuration.clusterOption("load-threshold")
                .filter(text -> text.matches("[0-9]{1,4}%?"))
                .map(text -> Integer.valueOf(text.replace("%", "")));
        return new LoadThreshold(percent.orElse(DEFAULT_PERCENT));
    }

    /**
     * The mode for a load.
     *
     * @param before the mode so far
     * @param averageHundredths empty where the system does not tell; then nothing is throttled
     */
    ThrottleMode mode(ThrottleMode before, OptionalLong averageHundredths, int processors) {
        if (percent == 0 || averageHundredths.isEmpty()) {
            return ThrottleMode.NONE;
        }
        long average = averageHundredths.getAsLong();
        ThrottleMode risen = mode(average * 100, processors, 10);
        ThrottleMode held = mode(average * 100, processors, FALLING_TENTHS);
        if (risen.compareTo(before) >= 0) {
            return risen;
        }
        return held.compareTo(before) < 0 ? held : before;
    }

    /**
     * @param average in ten-thousandths
     * @param partTenths how much of the borders counts
     */
    private ThrottleMode mode(long average, int processors, int partTenths) {
        long target = processors == 1 ? Math.min(percent, MOST_OF_ONE_PROCESSOR) : percent;
        long full = target * processors * partTenths;
        if (average >= full * HIGH_TENTHS) {
            return ThrottleMode.HIGH;
        }
        if (average >= full * MEDIUM_TENTHS) {
            return ThrottleMode.MEDIUM;
        }
        return average >= full * LOW_TENTHS ? ThrottleMode.LOW : ThrottleMode.NONE;
    }
}
