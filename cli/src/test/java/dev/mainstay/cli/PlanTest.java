// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.proto.v1.ChangePreview;
import dev.mainstay.proto.v1.ConfigurationDifference;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import dev.mainstay.proto.v1.Consequence;
import dev.mainstay.proto.v1.MoveRequest;
import dev.mainstay.proto.v1.PreviewedAction;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change that is only tried out. */
class PlanTest {

    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = new FakeNode();
        node.configuration = Configuration.newBuilder()
                .addResources(Resource.newBuilder()
                        .setPrimitive(Primitive.newBuilder().setId("web")))
                .build();
        node.preview = ChangePreview.newBuilder()
                .setRevision(7)
                .addDifferences(ConfigurationDifference.newBuilder()
                        .setPath("resources/web/metaAttributes/target-role").setAfter("Stopped"))
                .addConsequences(Consequence.newBuilder().setResource("web").setKind("stop")
                        .setFromNode("n1").setInterrupts(true).setText("web stops on n1"))
                .addActions(PreviewedAction.newBuilder()
                        .setAction("web_stop_0").setNode("n1"))
                .build();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void dryRunAsksForAPreviewAndShowsIt() {
        CommandRun run = CommandRun.of(node, "resource", "disable", "web", "--dry-run");

        assertEquals("""
                Nothing was changed. On revision 7 it would do this:
                Configuration
                  + resources/web/metaAttributes/target-role: Stopped
                Services
                  web stops on n1: an interruption
                Actions
                  web_stop_0  n1
                """, run.out());
        assertEquals(0, run.exitCode());
        assertTrue(node.changes.getLast().getContext().getPreview());
    }

    @Test
    void planRunsAnyChangingVerbSo() {
        CommandRun run =
                CommandRun.of(node, "plan", "-o", "json", "--", "resource", "move", "web", "n2");

        assertEquals(0, run.exitCode(), run::err);
        assertTrue(run.out().contains("\"interrupts\" : true"), run::out);
        assertTrue(((MoveRequest) node.requests.getLast()).getContext().getPreview());
    }

    @Test
    void optionsOfTheVerbNeedNoSeparator() {
        CommandRun run = CommandRun.of(
                node, "plan", "resource", "move", "web", "n2", "--comment", "why");

        assertEquals(0, run.exitCode(), run::err);
        assertEquals("why",
                ((MoveRequest) node.requests.getLast()).getContext().getComment());
    }

    @Test
    void verbThatChangesNothingCannotBePlanned() {
        CommandRun run = CommandRun.of(node, "plan", "status");

        assertEquals(64, run.exitCode());
        assertTrue(run.err().contains("--dry-run"), run::err);
    }

    @Test
    void withoutItNothingIsTriedOut() {
        CommandRun run = CommandRun.of(node, "resource", "disable", "web");

        assertEquals(0, run.exitCode());
        assertFalse(node.changes.getLast().getContext().getPreview());
    }
}
