// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RaiseWordTest {

    @ParameterizedTest
    @CsvSource({"value++, 1", "value+=5, 5", "value+=-5, -5", "value+=+7, 7"})
    void saysByHowMuch(String word, int by) {
        assertEquals(OptionalInt.of(by), RaiseWord.parse(word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c++", "5", "value", "value+=", "value+=x", "value+=12345678"})
    void anythingElseIsAValue(String word) {
        assertEquals(OptionalInt.empty(), RaiseWord.parse(word));
    }

    @Test
    void anEmptyValueRemovesAndDoesNotRaise() {
        assertEquals(OptionalInt.empty(), RaiseWord.parse(""));
    }
}
