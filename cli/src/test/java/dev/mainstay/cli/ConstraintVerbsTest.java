// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.LocationConstraint;
import dev.mainstay.proto.v1.ConfigurationProto.Tag;
import dev.mainstay.proto.v1.ConfigurationProto.Template;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void rulesAreShownAsTheyWereWritten() {
        apply("location", "a", "rule", "score=500", "role=master", "#uname", "eq", "n1", "and",
                "date-spec", "hours=9-16");
        apply("location", "regexp%a.*", "rule", "constraint-id=c", "id=r", "score-attribute=rank",
                "resource-discovery=never", "defined rank or (x eq 1 and y eq 2)");

        assertEquals("""
                location  a rule role=Promoted score=500 #uname eq n1 and date-spec hours=9-16  \
                location-a
                location  regexp%a.* rule score-attribute=rank defined rank or (x eq 1 and y eq 2) \
                resource-discovery=never  c
                """.replaceAll(" +", " "),
                CommandRun.of(node, "constraint", "config").out().replaceAll(" +", " "));
        LocationConstraint first = node.configuration.getConstraints(0).getLocation();
        assertEquals("location-a-rule", first.getRules(0).getId());
        assertEquals("location-a-rule-expr", first.getRules(0).getConditions(0)
                .getAttribute().getId());
        assertEquals("location-a-rule-expr-1-datespec", first.getRules(0).getConditions(1)
                .getDate().getSpecification().getId());
        assertEquals("r-rule", node.configuration.getConstraints(1).getLocation().getRules(0)
                .getConditions(1).getRule().getId());
    }

    @Test
    void mistakeInARuleIsPointedAt() {
        assertEquals(new CommandRun(64, "", """
                Error: In the rule, column 8: one of lt, gt, lte, gte, eq, ne is expected here, \
                not 'is'.
                  #uname is n1
                         ^
                'mainstay constraint location --help' tells how it is used.
                """), CommandRun.of(
                node, "constraint", "location", "a", "rule", "#uname", "is", "n1"));
    }

    @Test
    void setsHaveTheirOwnOptions() {
        apply("order", "set", "a", "sequential=false", "set", "b", "action=promote", "setoptions",
                "kind=Optional");
        apply("colocation", "set", "a", "b", "role=slave", "setoptions", "score=7", "id=near");
        apply("ticket", "add", "T", "promoted", "a", "loss-policy=fence");
        apply("ticket", "set", "a", "b", "setoptions", "ticket=T");

        assertEquals("""
                order set a sequential=false set b action=promote kind=Optional order_set_a_set_b
                colocation set a b role=Unpromoted score=7 near
                ticket T for Promoted a loss-policy=fence ticket-T-a-Promoted
                ticket T for set a b ticket-T_set_a_b
                """, CommandRun.of(node, "constraint", "config").out().replaceAll(" +", " "));
        apply("ticket", "delete", "T", "a");
        assertEquals("ticket T for set a b ticket-T_set_a_b\n",
                CommandRun.of(node, "constraint", "ticket", "config").out()
                        .replaceAll(" +", " "));
        assertEquals(1, CommandRun.of(node, "constraint", "ticket", "delete", "T", "a")
                .exitCode());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            order set                       | A set needs resources before its options.
            order set a color=red           | There is no option 'color' in a set.
            order set a sequential=perhaps  | 'sequential' is 'perhaps'; it has to be true or false.
            order set ghost                 | There is no resource 'ghost'.
            colocation set a setoptions x=1 | There is no option 'x' in setoptions.
            ticket set a b                  | The ticket is missing.
            ticket add T                    | A ticket constraint needs a ticket and a resource.
            ticket add T boss a             | 'boss' is no role.
            location a rule                 | A rule needs an expression.
            location a rule score=x #uname eq n | 'x' is not a score.
            """)
    void mistakesInSetsAndTicketsAreNamed(String line, String message) {
        CommandRun run = CommandRun.of(node, ("constraint " + line).split(" "));
        assertEquals("Error: " + message, run.err().lines().findFirst().orElseThrow());
        assertTrue(node.changes.isEmpty());
    }

    @Test
    void tagsAndTemplatesMayBeConstrained() {
        node.configuration = node.configuration.toBuilder()
                .addTags(Tag.newBuilder().setId("both").addReferences("a"))
                .addTemplates(Template.newBuilder().setId("model"))
                .build();
        apply("order", "both", "then", "model");
        apply("location", "both", "prefers", "n1");
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
