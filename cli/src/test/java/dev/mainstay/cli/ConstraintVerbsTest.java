// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConstraintVerbsTest {

    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = new FakeNode();
        Configuration.Builder configuration = Configuration.newBuilder();
        configuration.addResourcesBuilder().getPrimitiveBuilder().setId("a");
        configuration.addResourcesBuilder().getPrimitiveBuilder().setId("b");
        node.configuration = configuration.build();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void generatedIdsAreThoseOfPcs() {
        apply("location", "a", "prefers", "n1", "n2=50");
        apply("location", "b", "avoids", "n1");
        apply("order", "a", "then", "b");
        apply("order", "stop", "b", "then", "a", "kind=Optional", "symmetrical=false");
        apply("colocation", "add", "a", "with", "b");
        apply("colocation", "add", "b", "with", "a", "score=-5");

        assertEquals("""
                location    a prefers n1=INFINITY                          location-a-n1-INFINITY
                location    a prefers n2=50                                location-a-n2-50
                location    b avoids n1=INFINITY                           location-b-n1--INFINITY
                order       a then b                                       order-a-b-mandatory
                order       stop b then a kind=Optional symmetrical=false  order-b-a-Optional
                colocation  a with b score=INFINITY                        colocation-a-b-INFINITY
                colocation  b with a score=-5                              colocation-b-a--5
                """, CommandRun.of(node, "constraint", "config").out());
        assertEquals("""
                order  a then b                                       order-a-b-mandatory
                order  stop b then a kind=Optional symmetrical=false  order-b-a-Optional
                """, CommandRun.of(node, "constraint", "order", "config").out());
    }

    @Test
    void newLocationReplacesTheOldOneForThatNode() {
        apply("location", "a", "prefers", "n1=5", "n2=5");
        apply("location", "a", "avoids", "n1=7");

        assertEquals("""
                location  a prefers n2=5  location-a-n2-5
                location  a avoids n1=7   location-a-n1--7
                """, CommandRun.of(node, "constraint", "config").out());
    }

    @Test
    void unknownResourceIsRefused() {
        assertEquals(new CommandRun(1, "", """
                Error: There is no resource 'x'.
                'mainstay resource config' shows those there are.
                """), CommandRun.of(node, "constraint", "order", "a", "then", "x"));
        assertTrue(node.changes.isEmpty());
    }

    @Test
    void deleteTakesIds() {
        apply("location", "a", "prefers", "n1=5");
        apply("location", "delete", "location-a-n1-5");

        assertEquals("", CommandRun.of(node, "constraint", "config").out());
        assertEquals(1, CommandRun.of(node, "constraint", "delete", "nosuch").exitCode());
    }

    @Test
    void configIsADocumentToo() {
        apply("colocation", "add", "a", "with", "b", "score=5");
        assertEquals("""
                constraints:
                - colocation:
                    id: colocation-a-b-5
                    dependent: a
                    primary: b
                    score: "5"
                """, CommandRun.of(node, "constraint", "config", "-o", "yaml").out());
    }

    /** Runs the verb and does to the configuration what the server would do. */
    private void apply(String... words) {
        String[] arguments = new String[words.length + 1];
        arguments[0] = "constraint";
        System.arraycopy(words, 0, arguments, 1, words.length);
        CommandRun run = CommandRun.of(node, arguments);
        assertEquals(0, run.exitCode(), run.err());
        Configuration.Builder configuration = node.configuration.toBuilder();
        for (ConfigurationEdit edit : node.lastEdits()) {
            if (edit.hasPutConstraint()) {
                configuration.addConstraints(edit.getPutConstraint());
            } else {
                for (int i = configuration.getConstraintsCount() - 1; i >= 0; i--) {
                    if (configuration.getConstraints(i).toString()
                            .contains("\"" + edit.getRemove().getId() + "\"")) {
                        configuration.removeConstraints(i);
                    }
                }
            }
        }
        node.configuration = configuration.build();
    }
}
