// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.scheduler.SchedulerInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CibReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "<cib",
        "",
        "<!DOCTYPE cib [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><cib/>",
        "<other/>",
        "<cib/>",
        "<cib><configuration><resources><primitive class='ocf' type='x'/></resources>"
                + "</configuration></cib>",
    })
    void whatIsNoCibIsRefusedWithAMessage(String document) {
        CibFormatException refusal = assertThrows(CibFormatException.class, () -> read(document));
        assertTrue(String.valueOf(refusal.getMessage()).length() > 10);
    }

    @Test
    void theMessageNamesElementIdAndLine() {
        CibFormatException refusal = assertThrows(CibFormatException.class, () -> read("""
                <cib>
                <configuration>
                <resources>
                <clone id="nothing"/>
                </resources>
                </configuration>
                </cib>
                """));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains("line 4") && message.contains("nothing"), message);
    }

    @Test
    void theDocumentsOwnDateIsTheTimeOfTheInput() throws CibFormatException, IOException {
        SchedulerInput input =
                read("<cib execution-date='1750000000'><configuration/></cib>");
        assertEquals(Instant.ofEpochSecond(1_750_000_000), input.now());
    }

    private static SchedulerInput read(String document) throws CibFormatException, IOException {
        return CibReader.read(
                new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)),
                Instant.EPOCH);
    }
}
