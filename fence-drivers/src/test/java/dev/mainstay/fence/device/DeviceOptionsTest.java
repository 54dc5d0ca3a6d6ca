// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeviceOptionsTest {
    private static DeviceOptions options(String name, String value) {
        return new DeviceOptions(new FenceDevice("f", "fence_x", Map.of(name, value)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5        | PT5S
            5s       | PT5S
            500ms    | PT0.5S
            2min     | PT2M
            1h       | PT1H
            PT1M30S  | PT1M30S
            0        | PT20S
            soon     | PT20S
            -5       | PT20S
            """)
    void timeoutOfTheDeviceTakesThePlaceOfTheOneAsked(String text, Duration expected) {
        assertEquals(expected, options("pcmk_off_timeout", text).timeout(DeviceAction.OFF,
                Duration.ofSeconds(20)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            n1:1;n2:2,3      | n2 | 2,3
            n1:1 n2:2        | n2 | 2
            n1:1             | n2 | n2
            n2:a\\:b\\;c     | n2 | a:b;c
            n2:fe80::1       | n2 | fe80::1
            n2               | n2 | n2
            """)
    void portOfANodeIsMapped(String map, String node, String port) {
        assertEquals(port, HostMap.of(new FenceDevice("f", "fence_x",
                Map.of("pcmk_host_map", map))).port(node));
    }

    @Test
    void delayIsOneValueOrOnePerNode() {
        assertEquals(Duration.ofSeconds(3), options("pcmk_delay_base", "3s").delayBase("n1"));
        DeviceOptions perNode = options("pcmk_delay_base", "n1:0;n2:10s");
        assertEquals(Duration.ofSeconds(10), perNode.delayBase("n2"));
        assertEquals(Duration.ZERO, perNode.delayBase("n3"));
    }

    @Test
    void greatestDelayIsNeverLessThanTheBase() {
        DeviceOptions options = new DeviceOptions(new FenceDevice("f", "fence_x",
                Map.of("pcmk_delay_base", "9", "pcmk_delay_max", "4")));
        assertEquals(Duration.ofSeconds(9), options.delayMax("n1"));
    }
}
