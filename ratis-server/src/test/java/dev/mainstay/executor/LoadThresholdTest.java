// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.state.Scenario;
import dev.mainstay.transition.ThrottleMode;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which load puts a machine into which mode. */
class LoadThresholdTest {

    private static ThrottleMode mode(
            int percent, ThrottleMode before, long hundredths, int processors) {
        return new LoadThreshold(percent).mode(before, OptionalLong.of(hundredths), processors);
    }

    @ParameterizedTest
    @CsvSource({
        // percent, processors, load in hundredths, mode
        "80, 4, 383, NONE",
        "80, 4, 384, LOW",
        "80, 4, 511, LOW",
        "80, 4, 512, MEDIUM",
        "80, 4, 639, MEDIUM",
        "80, 4, 640, HIGH",
        "80, 2, 192, LOW",
        "100, 4, 479, NONE",
        "100, 4, 480, LOW",
        // A single processor is meant to be loaded with 60 percent at most.
        "80, 1, 71, NONE",
        "80, 1, 72, LOW",
        "80, 1, 120, HIGH",
        "50, 1, 60, LOW",
        "0, 1, 100000, NONE",
        "9999, 1024, 9000000000, HIGH"
    })
    void modeGoesByLoadForEachProcessor(
            int percent, int processors, long hundredths, ThrottleMode expected) {
        assertEquals(expected, mode(percent, ThrottleMode.NONE, hundredths, processors));
    }

    @ParameterizedTest
    @CsvSource({
        // Borders for four processors are 384, 512 and 640; falling, a tenth below.
        "HIGH, 640, HIGH",
        "HIGH, 576, HIGH",
        "HIGH, 575, MEDIUM",
        "HIGH, 460, LOW",
        "HIGH, 0, NONE",
        "MEDIUM, 461, MEDIUM",
        "MEDIUM, 460, LOW",
        "MEDIUM, 639, MEDIUM",
        "MEDIUM, 640, HIGH",
        "LOW, 346, LOW",
        "LOW, 345, NONE",
        "LOW, 512, MEDIUM",
        "NONE, 383, NONE"
    })
    void loadAboutABorderChangesNothing(
            ThrottleMode before, long hundredths, ThrottleMode expected) {
        assertEquals(expected, mode(80, before, hundredths, 4));
    }

    @Test
    void nothingIsThrottledForALoadThatTheSystemDoesNotTell() {
        assertEquals(ThrottleMode.NONE,
                new LoadThreshold(80).mode(ThrottleMode.HIGH, OptionalLong.empty(), 4));
    }

    @ParameterizedTest
    @CsvSource({"50%, 50", "50, 50", "0%, 0", "0, 0"})
    void percentageIsReadFromTheConfiguration(String text, int expected) {
        Scenario cluster = Scenario.of("a");
        cluster.accept(Scenario.property("load-threshold", text));

        assertEquals(new LoadThreshold(expected),
                LoadThreshold.of(cluster.state().revisions().index()));
    }

    @ParameterizedTest
    @CsvSource({"much", "-1%", "80 %", "12345", "%", "0.8"})
    void otherTextIsRefusedInAConfiguration(String text) {
        Scenario.of("a").reject(Scenario.property("load-threshold", text));
    }

    @Test
    void percentageIsEightyUnlessConfigured() {
        assertEquals(new LoadThreshold(80),
                LoadThreshold.of(Scenario.of("a").state().revisions().index()));
    }
}
