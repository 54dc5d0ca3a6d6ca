// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.Score;
import dev.mainstay.state.AttributeUpdate.Drop;
import dev.mainstay.state.AttributeUpdate.Put;
import dev.mainstay.state.AttributeUpdate.Raise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic of attributes. */
class AttributeUpdateTest {

    private static final int[] STEPS =
            {0, 1, -1, 400_000, -400_000, 999_999, -999_999, 1_000_000, -1_000_000};

    @ParameterizedTest
    @CsvSource(textBlock = """
            7,         1,        8
            7,         -9,       -2
            -3,        3,        0
            999999,    1,        INFINITY
            999990,    5000,     INFINITY
            INFINITY,  -5,       INFINITY
            -INFINITY, 5,        -INFINITY
            INFINITY,  -1000000, -INFINITY
            2000000,   -1,       INFINITY
            5,         9999999,  INFINITY
            ,          2,        2
            '',        2,        2
            many,      2,        2
            0x10,      2,        2
            +4,        1,        5
            """)
    void raisingIsTheSumOfScoresAndCountsFromZeroWhereThereIsNoNumber(
            String present, int by, String after) {
        assertEquals(Optional.of(after), new Raise(by).over(Optional.ofNullable(present)));
    }

    @Test
    void valueThatIsSetOrDroppedDoesNotDependOnThePresentOne() {
        assertEquals(Optional.of("x++"), new Put("x++").over(Optional.of("1")));
        assertEquals(Optional.empty(), new Drop().over(Optional.of("1")));
    }

    @Test
    void whatTwoUpdatesDoOneAfterTheOtherOneDoesWhereThereIsOne() {
        int merged = 0;
        for (AttributeUpdate first : updates()) {
            for (AttributeUpdate second : updates()) {
                Optional<AttributeUpdate> both = first.then(second);
                merged += both.isPresent() ? 1 : 0;
                for (Optional<String> present : values()) {
                    both.ifPresent(one -> assertEquals(second.over(first.over(present)),
                            one.over(present), present + " " + first + " " + second));
                }
            }
        }
        assertTrue(merged > 50, merged + " pairs are one update");
        assertEquals(Optional.of(new Raise(5)), new Raise(2).then(new Raise(3)));
        assertFalse(new Raise(2).then(new Raise(-3)).isPresent(),
                "what is infinite after the first is so after the second");
    }

    private static List<AttributeUpdate> updates() {
        List<AttributeUpdate> updates = new ArrayList<>(
                List.of(new Drop(), new Put("x"), new Put("999999"), new Put("-INFINITY")));
        for (int step : STEPS) {
            updates.add(new Raise(step));
        }
        return updates;
    }

    private static List<Optional<String>> values() {
        List<Optional<String>> values = new ArrayList<>(List.of(
                Optional.empty(), Optional.of("x")));
        for (int step : STEPS) {
            values.add(Optional.of(new Score(step).toString()));
        }
        return values;
    }
}
