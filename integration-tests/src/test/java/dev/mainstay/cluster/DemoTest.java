// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class DemoTest {

    @Test
    void demoSeesAllThatItShows() {
        CommandRun demo = CommandRun.of(Map.of(), "demo").succeeded();
        assertTrue(demo.out().contains("All of it was seen."), demo::toString);
    }
}
