// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UnitNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nginx           | nginx.service
            nginx.service   | nginx.service
            data.mount      | data.mount
            php8.2-fpm      | php8.2-fpm.service
            backup.timer    | backup.timer
            foo@            | foo@pacemaker.service
            foo@.service    | foo@pacemaker.service
            foo@bar         | foo@bar.service
            foo@a:b         | foo@a:b.service
            srv-my\\x2ddata.mount | srv-my\\x2ddata.mount
            """)
    void typeMeansAUnit(String type, String unit) {
        assertEquals(Optional.of(unit), UnitName.of(type).map(UnitName::value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".service", "@", "@x", "../shadow", "a/b", ".hidden", "a b",
                "a\nb"})
    void nameThatNoUnitCanHaveIsRefused(String type) {
        assertEquals(Optional.empty(), UnitName.of(type));
    }

    @Test
    void nameThatIsTooLongIsRefused() {
        assertEquals(Optional.empty(), UnitName.of("x".repeat(250)));
    }
}
