// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            5, 7, 12
            INFINITY, 1, INFINITY
            INFINITY, -INFINITY, -INFINITY
            -INFINITY, INFINITY, -INFINITY
            999999, 999999, INFINITY
            -999999, -999999, -INFINITY
            2000000, 0, INFINITY
            99999999999999999999, 0, INFINITY
            -99999999999999999999, 0, -INFINITY
            +0000000000000000000007, -0000000000000000000001, 6
            1000000, 0, INFINITY
            """)
    void sumsSaturateAndMinusInfinityWins(String left, String right, String sum) {
        assertEquals(sum, parse(left).plus(parse(right)).toString());
    }

    private static Score parse(String text) {
        return Score.parse(text).orElseThrow();
    }
}
