// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.codec.FullConfiguration;
import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.Configuration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CibWriterTest {
    private static final int SEEDS = 2_000;

    @Test
    void whatIsWrittenIsReadBackEqual() throws CibFormatException, IOException {
        for (long seed = 0; seed < SEEDS; seed++) {
            Configuration written = RandomConfiguration.of(seed);
            assertEquals(written, read(CibWriter.write(written)), "seed " + seed);
        }
    }

    @Test
    void everyFieldOfEveryElementIsWritten() throws CibFormatException, IOException {
        Configuration written = FullConfiguration.create();
        assertEquals(written, read(CibWriter.write(written)));
    }

    @Test
    void importOfAnExportIsWhatWasExportedWithIds() throws CibFormatException, IOException {
        for (long seed = 0; seed < SEEDS; seed++) {
            Configuration exported = RandomConfiguration.of(seed);
            ImportedCib once = imported(CibWriter.export(exported, 7));
            ImportedCib twice = imported(CibWriter.export(once.configuration(), 8));
            assertEquals(once.configuration(), twice.configuration(), "seed " + seed);
            assertEquals(List.of(), once.notKept(), "seed " + seed);
        }
    }

    @Test
    void anExportOfAnEmptyConfigurationIsACompleteDocument() throws CibFormatException {
        assertEquals("""
                <?xml version="1.0" encoding="UTF-8"?>
                <cib admin_epoch="0" validate-with="pacemaker-3.9" epoch="7" num_updates="0">
                  <configuration>
                    <crm_config/>
                    <nodes/>
                    <resources/>
                    <constraints/>
                  </configuration>
                  <status/>
                </cib>
                """, CibWriter.export(Configuration.EMPTY, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\u001bb", "\uffff", "\ud800"})
    void whatXmlCannotHoldIsRefusedWithItsElement(String value) {
        Configuration bad = Configuration.EMPTY.withClusterProperties(List.of(new AttributeSet(
                Optional.of("options"), Optional.empty(), Optional.empty(), Optional.empty(),
                List.of(new Attribute(Optional.of("odd"), Optional.empty(), Optional.of("name"),
                        Optional.of(value))))));
        CibFormatException refusal =
                assertThrows(CibFormatException.class, () -> CibWriter.write(bad));
        assertTrue(String.valueOf(refusal.getMessage()).contains("<nvpair id=\"odd\">"));
    }

    private static Configuration read(String document) throws CibFormatException, IOException {
        return CibReader.read(stream(document), Instant.EPOCH).configuration();
    }

    private static ImportedCib imported(String document) throws CibFormatException, IOException {
        return CibImporter.read(stream(document));
    }

    private static ByteArrayInputStream stream(String document) {
        return new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8));
    }
}
