// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            10, 10000
            10s, 10000
            150ms, 150
            2min, 120000
            1h, 3600000
            PT1H30M, 5400000
            P1D, 86400000
            P1M, 2592000000
            -5, none
            +5 s, 5000
            99999999999999999999h, 4294967295
            1193h, 4294800000
            1194h, 4294967295
            2500us, 2
            -0, 0
            -500us, 0
            -1500us, none
            5 parsecs, none
            s, none
            '', none
            99999999999999999999999h, 4294967295
            99999999999999999999us, 4294967295
            -99999999999999999999s, none
            PT99999999999999999999S, 1000000000000000
            P99999999999Y99999999999M, 1000000000000000
            0000000000000000000000010, 10000
            """)
    void numbersAreSecondsAndUnitsAndIsoDurationsCount(String text, String millis) {
        String actual = DurationText.parse(text).map(Duration::toMillis).map(String::valueOf)
                .orElse("none");
        assertEquals(millis, actual);
    }
}
