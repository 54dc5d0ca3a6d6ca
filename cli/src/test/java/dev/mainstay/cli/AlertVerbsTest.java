// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertVerbsTest {

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
    void alertsAreMadeChangedShownAndRemoved() {
        apply("alert create path=/tell id=tell description=tells options level=low from=me"
                + " meta timeout=10s select nodes attributes=rack,standby");
        apply("alert recipient add tell value=me@here options level=high");
        apply("alert recipient add tell value=you id=you meta enabled=false");
        assertEquals("""
                tell: /tell
                  description: tells
                  select: nodes attributes=rack,standby
                  options: level=low from=me
                  meta: timeout=10s
                  recipient tell-recipient: me@here
                    options: level=high
                  recipient you: you
                    meta: enabled=false
                """, config());

        apply("alert update tell path=/shout description= options from= level=none meta"
                + " timeout= timestamp-format=%s select default");
        apply("alert recipient update you value=they meta enabled=");
        apply("alert recipient remove tell-recipient");
        assertEquals("""
                tell: /shout
                  options: level=none
                  meta: timestamp-format=%s
                  recipient you: they
                """, config());

        apply("alert create path=/other");
        assertEquals("alert: /other\n", config("alert"));
        apply("alert delete tell alert");
        assertEquals("", config());
    }

    @Test
    void alertsAreShownAsDocuments() {
        apply("alert create path=/tell select fencing");
        apply("alert recipient add alert value=me");
        assertEquals("""
                alerts:
                - id: alert
                  path: /tell
                  selection:
                    kinds:
                    - FENCING
                  recipients:
                  - id: alert-recipient
                    value: me
                """, CommandRun.of(node, "alert", "config", "-o", "yaml").out());
    }

    @Test
    void recipientIsToldTwiceWhereThatIsWanted() {
        apply("alert create path=/tell");
        apply("alert recipient add alert value=me");
        CommandRun run = CommandRun.of(node, "alert", "recipient", "add", "alert", "value=me");
        assertEquals("Error: The alert 'alert' tells 'me' already, as recipient"
                + " 'alert-recipient'.", run.err().lines().findFirst().orElseThrow());
        apply("alert recipient add alert value=me --force");
        assertTrue(config().contains("recipient alert-recipient-1: me"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            create id=x                          | 'path=' is missing.
            create path=/x pfad=/y               | There is no option 'pfad' in an alert.
            create path=/x meta                  | 'meta' needs something after it.
            create path=/x select everything     | There are no events 'everything'.
            create path=/x select attributes=    | 'attributes=' lacks the name of an attribute.
            create path=/x id=there              | The id 'there' is taken.
            update ghost path=/x                 | There is no alert 'ghost'.
            update there                         | What is to be changed?
            update there path=                   | 'path=' is missing.
            delete ghost                         | There is no alert 'ghost'.
            config ghost                         | There is no alert 'ghost'.
            recipient add there id=x             | 'value=' is missing.
            recipient add ghost value=x          | There is no alert 'ghost'.
            recipient update ghost value=x       | There is no recipient 'ghost'.
            recipient delete ghost               | There is no recipient 'ghost'.
            """)
    void mistakesAreNamed(String line, String message) {
        apply("alert create path=/there id=there");
        node.changes.clear();
        CommandRun run = CommandRun.of(node, ("alert " + line).split(" "));
        assertEquals("Error: " + message, run.err().lines().findFirst().orElseThrow());
        assertTrue(node.changes.isEmpty());
    }

    private String config(String... alerts) {
        String[] words = Arrays.copyOf(new String[] {"alert", "config"}, 2 + alerts.length);
        System.arraycopy(alerts, 0, words, 2, alerts.length);
        return CommandRun.of(node, words).out();
    }

    private void apply(String line) {
        EditedConfiguration.apply(node, line.split(" "));
    }
}
