// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.model.InstanceId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationKeyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            web_start_0               | web       | start        | 0
            web_server_stop_0         | web_server | stop        | 0
            web_start_start_0         | web_start | start        | 0
            web:12_monitor_10000      | web:12    | monitor      | 10000
            vm_migrate_to_0           | vm        | migrate_to   | 0
            db:1_pre_notify_promote_0 | db:1      | promote      | 0
            ip_reload-agent_0         | ip        | reload-agent | 0
            """)
    void partsAreFoundWhateverTheIdLooksLike(
            String key, String instance, String operation, long interval) {
        assertEquals(
                Optional.of(new OperationKey(new InstanceId(instance), operation, interval)),
                OperationKey.parse(key));
    }

    @Test
    void fencingIsNoOperationOfAResource() {
        assertEquals(Optional.empty(), OperationKey.parse("stonith-n1-reboot"));
    }
}
