// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultsVerbsTest {

    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = new FakeNode();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void blocksOfDefaultsHaveRules() {
        apply("resource defaults update resource-stickiness=100");
        apply("resource defaults set create score=10 meta migration-threshold=3 priority=1"
                + " rule resource ocf:heartbeat: and date-spec hours=9-16");
        apply("resource defaults set update rsc_defaults-meta_attributes priority=");

        assertEquals("""
                rsc_defaults-options
                  resource-stickiness=100
                rsc_defaults-meta_attributes score=10 rule resource ocf:heartbeat: and date-spec \
                hours=9-16
                  migration-threshold=3
                """, CommandRun.of(node, "resource", "defaults", "config").out());
        apply("resource defaults set delete rsc_defaults-meta_attributes");
        assertEquals(1, node.configuration.getResourceDefaultsCount());
        assertEquals("", CommandRun.of(node, "resource", "op", "defaults", "config").out());
    }

    @Test
    void operationsHaveDefaultsOfTheirOwn() {
        apply("resource op defaults set create id=slow meta timeout=90s"
                + " rule op monitor interval=10s or resource ::Filesystem");
        assertEquals("slow-rule", node.configuration.getOperationDefaults(0).getRule().getId());
        assertEquals("""
                slow rule op monitor interval=10s or resource ::Filesystem
                  timeout=90s
                """, CommandRun.of(node, "resource", "op", "defaults", "config").out());
        assertTrue(CommandRun.of(node, "config", "show").out().contains("timeout=90s"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            set create                         | A block of defaults needs values.
            set create colour=red meta a=b     | There is no option 'colour' in a block of defaults.
            set create meta a=b rule           | 'rule' needs an expression after it.
            set create meta a=b rule op start  | In the rule, column 1: operations cannot be asked \
            for in resource defaults.
            set delete ghost                   | There is no block of defaults 'ghost'.
            set update ghost a=b               | There is no block of defaults 'ghost'.
            """)
    void mistakesAreNamed(String line, String message) {
        CommandRun run = CommandRun.of(node, ("resource defaults " + line).split(" "));
        assertEquals("Error: " + message, run.err().lines().findFirst().orElseThrow());
        assertTrue(node.changes.isEmpty());
    }

    private void apply(String line) {
        EditedConfiguration.apply(node, line.split(" "));
    }
}
