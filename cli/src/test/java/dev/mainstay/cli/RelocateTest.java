// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.TextFormat;
import dev.mainstay.cli.configuration.AttributeSets;
import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.proto.v1.ChangePreview;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.Consequence;
import dev.mainstay.proto.v1.EndMoveRequest;
import dev.mainstay.proto.v1.MoveRequest;
import dev.mainstay.proto.v1.MoveView;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Resources go where they would be without stickiness, and nothing is left behind. */
class RelocateTest {

    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = new FakeNode();
        node.configuration = TextFormat.parse("""
                resources { group { id: "web" members { id: "ip" } members { id: "site" } } }
                resources { primitive { id: "db" } }
                resources { clone { id: "all" child { primitive { id: "each" } } } }
                resources { primitive { id: "bmc" agent { standard: "stonith" type: "x" } } }
                """, Configuration.class);
        node.preview = ChangePreview.newBuilder()
                .addConsequences(move("ip", "move"))
                .addConsequences(move("site", "move"))
                .addConsequences(move("db", "migrate"))
                .addConsequences(move("each", "move"))
                .build();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void whatIsNotAtItsBestPlaceIsShown() {
        assertEquals("web  n1  best on n2\ndb   n1  best on n2\n",
                run("resource relocate show").out());
        assertEquals("ip goes\nsite goes\n", run("resource relocate dry-run web").out());
        assertEquals("All resources are where they are best.\n", resting().out());
    }

    private CommandRun resting() {
        node.preview = ChangePreview.newBuilder()
                .addConsequences(move("db", "move").toBuilder().setDueAnyway(true))
                .addConsequences(move("ip", "start"))
                .build();
        return run("resource relocate show");
    }

    @Test
    void stickinessIsTakenAwayOnTrialAlone() {
        run("resource relocate dry-run web");

        assertTrue(node.changes.stream().allMatch(FakeNode::isTrial));
        assertEquals(List.of("web", "ip", "site"), node.lastEdits().stream()
                .map(edit -> Resources.id(edit.getPutResource())).toList());
        assertTrue(node.lastEdits().stream().map(RelocateTest::stickiness)
                .allMatch("0"::equals));
    }

    @Test
    void runMovesWholeResources() {
        assertEquals("Moving web to n2, db to n2.\n", run("resource relocate run").out());
        assertEquals(List.of("web", "db"), node.requests.stream()
                .map(request -> ((MoveRequest) request).getResource()).toList());
        assertEquals("n2", ((MoveRequest) node.requests.getFirst()).getNode());
    }

    @Test
    void runOnTrialTellsOfTheMovesAlone() {
        CommandRun run = run("resource relocate run --dry-run");
        assertEquals(2, run.out().lines().filter(line -> line.startsWith("Nothing was")).count());
        assertTrue(node.requests.stream().allMatch(FakeNode::isTrial));
    }

    @Test
    void clearEndsWhatIsUnderWay() {
        assertEquals("No move is under way.\n", run("resource relocate clear").out());
        node.status = ClusterStatus.newBuilder()
                .addMoves(MoveView.newBuilder().setResource("db")).build();
        assertEquals("Ended the moves of db.\n", run("resource relocate clear").out());
        assertEquals("db", ((EndMoveRequest) node.requests.getLast()).getResource());
    }

    private CommandRun run(String line) {
        return CommandRun.of(node, line.split(" "));
    }

    private static String stickiness(ConfigurationEdit edit) {
        return AttributeSets.values(
                Resources.options(edit.getPutResource()).getMetaAttributesList())
                .getOrDefault("resource-stickiness", "");
    }

    private static Consequence move(String resource, String kind) {
        return Consequence.newBuilder().setResource(resource).setKind(kind)
                .setFromNode("n1").setToNode("n2").setText(resource + " goes").build();
    }
}
