// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.AttributeUpdate.Drop;
import dev.mainstay.state.AttributeUpdate.Put;
import dev.mainstay.state.AttributeUpdate.Raise;
import dev.mainstay.state.Command.ChangeAttributes;
import dev.mainstay.state.Command.ChangeConfiguration;
import dev.mainstay.state.Command.ConfigurationChange;
import dev.mainstay.state.PlanDemand.Grade;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Changes of many attributes by one entry, and those that depend on the present value. */
class AttributeCommandsTest {

    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");

    private final Scenario cluster = Scenario.of("a", "b");

    private static AttributeChange change(NodeId node, String name, AttributeUpdate update) {
        return new AttributeChange(node, name, update);
    }

    private Outcome.Accepted applied(AttributeChange... changes) {
        return assertInstanceOf(Outcome.Accepted.class,
                cluster.apply(new ChangeAttributes(List.of(changes))));
    }

    @Test
    void oneEntryChangesManyAttributesInTheirOrder() {
        applied(change(A, "x", new Put("1")), change(B, "x", new Put("2")),
                change(A, "x", new Raise(4)), change(A, "gone", new Put("1")),
                change(A, "gone", new Drop()), change(A, "count", new Raise(1)));

        assertEquals("{count=1, x=5}", cluster.node("a").attributes().toString());
        assertEquals("{x=2}", cluster.node("b").attributes().toString());
    }

    @Test
    void onePartThatIsTurnedDownLeavesTheOthersAlone() {
        cluster.lose("b");

        Outcome.Accepted outcome = applied(change(A, "x", new Put("1")),
                change(B, "x", new Put("1")), change(A, " ", new Put("1")),
                change(new NodeId("ghost"), "x", new Raise(1)),
                change(A, "long", new Put("x".repeat(Limits.TEXT_LENGTH + 1))),
                change(A, "y", new Put("2")));

        assertEquals("{x=1, y=2}", cluster.node("a").attributes().toString());
        assertEquals(Set.of(1, 2, 3, 4), outcome.refused().keySet());
        assertInstanceOf(Rejection.NotPossibleNow.class, outcome.refused().get(1));
        assertInstanceOf(Rejection.Invalid.class, outcome.refused().get(2));
        assertInstanceOf(Rejection.NotFound.class, outcome.refused().get(3));
        assertInstanceOf(Rejection.LimitExceeded.class, outcome.refused().get(4));
    }

    @Test
    void repetitionOfARequestRaisesNothingAndHasTheFirstAnswer() {
        Command raise = new ChangeAttributes(List.of(change(A, "n", new Raise(1)),
                change(new NodeId("ghost"), "n", new Raise(1))));

        Outcome first = cluster.apply(raise, Scenario.TERM, Optional.of("request-1"));
        assertEquals(first, cluster.apply(raise, Scenario.TERM + 1, Optional.of("request-1")));
        assertEquals("1", cluster.node("a").attributes().get("n"));
        cluster.apply(raise, Scenario.TERM, Optional.of("request-2"));
        assertEquals("2", cluster.node("a").attributes().get("n"));
    }

    @Test
    void aPlanIsWantedOnlyIfSomethingChanged() {
        applied(change(A, "x", new Put("1")));
        cluster.adopt();

        applied(change(A, "x", new Put("1")), change(A, "none", new Drop()));
        assertEquals(Grade.NONE, cluster.state().planDemand().grade());
        applied(change(A, "x", new Put("1")), change(B, "terminate", new Put("true")));
        assertEquals(Grade.SAFETY, cluster.state().planDemand().grade());
    }

    @Test
    void privateAttributeIsNoMatterForPlansAndStaysPrivate() {
        cluster.adopt();
        int events = cluster.events().size();
        applied(secret("lsn", new Put("7")), secret("lsn", new Raise(1)),
                change(A, "lsn", new Raise(1)));

        assertEquals("{lsn=9}", cluster.node("a").privateAttributes().toString());
        assertTrue(cluster.node("a").attributes().isEmpty());
        assertEquals(Grade.NONE, cluster.state().planDemand().grade());
        assertEquals(events, cluster.events().size());

        applied(change(A, "open", new Put("1")), secret("open", new Put("2")),
                secret("lsn", new Drop()));
        assertEquals("{open=2}", cluster.node("a").attributes().toString());
        assertTrue(cluster.node("a").privateAttributes().isEmpty());

        applied(secret("lsn", new Put("7")));
        cluster.lose("a");
        cluster.join("a", "another-boot");
        assertTrue(cluster.node("a").privateAttributes().isEmpty());
    }

    private static AttributeChange secret(String name, AttributeUpdate update) {
        return new AttributeChange(A, name, update, AttributeChange.Reach.PRIVATE);
    }

    @Test
    void oneEntryChangesSoManyAndNoMore() {
        assertInstanceOf(Rejection.LimitExceeded.class,
                cluster.reject(new ChangeAttributes(Collections.nCopies(
                        Limits.CHANGED_ATTRIBUTES + 1, change(A, "x", new Raise(1))))));
        cluster.accept(new ChangeAttributes(Collections.nCopies(
                Limits.CHANGED_ATTRIBUTES, change(A, "x", new Raise(1)))));
        assertEquals("1000", cluster.node("a").attributes().get("x"));
    }

    @Test
    void permanentAttributesAreRaisedInTheConfigurationAsItIsByThen() {
        for (int by : new int[] {1, 41, -2}) {
            cluster.accept(new ChangeConfiguration(Optional.empty(),
                    new ConfigurationChange.Edits(List.of(
                            new ConfigurationEdit.RaiseNodeAttribute(A, "drills", by))),
                    "test"));
        }

        assertEquals(Optional.of("40"), AttributeEdits.value(
                cluster.state().configuration().nodes().getFirst().attributes(), "drills"));
        assertTrue(cluster.node("a").attributes().isEmpty());
    }
}
