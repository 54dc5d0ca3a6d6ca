// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.cli.configuration.ResourceText;
import dev.mainstay.proto.v1.CleanupRequest;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ConfigurationEdit;
import dev.mainstay.proto.v1.ConfigurationProto.Constraint;
import dev.mainstay.proto.v1.ConfigurationProto.LocationConstraint;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import dev.mainstay.proto.v1.MoveRequest;
import io.grpc.Status;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResourceVerbsTest {

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
    void createCopiesTheRecommendedOperations() {
        CommandRun run = CommandRun.of(node, "resource", "create", "web", "ocf:mainstay:process",
                "command=httpd -f", "meta", "priority=5");

        assertEquals(new CommandRun(0, "Created web (ocf:mainstay:process).\n", ""), run);
        assertEquals("""
                web (ocf:mainstay:process)
                  options command='httpd -f'
                  meta priority=5
                  op start interval=0s timeout=20s
                  op stop interval=0s timeout=30s
                  op monitor interval=10s role=Promoted timeout=20s
                  op monitor interval=11s role=Unpromoted timeout=20s
                """, ResourceText.format(List.of(put(0))));
        assertEquals(7, node.changes.getLast().getExpectedRevision());
    }

    @Test
    void operationsThatAreGivenReplaceTheRecommendedOnes() {
        CommandRun.of(node, "resource", "create", "web", "ocf:mainstay:process", "command=x", "op",
                "monitor", "interval=5s", "op", "stop", "timeout=99s", "--disabled");

        assertEquals("""
                web (ocf:mainstay:process)
                  options command=x
                  meta target-role=Stopped
                  op start interval=0s timeout=20s
                  op monitor interval=5s
                  op stop interval=0s timeout=99s
                """, ResourceText.format(List.of(put(0))));
        assertEquals("web-monitor-interval-5s", put(0).getPrimitive().getOperations()
                .getOperations(1).getId());
    }

    @Test
    void bareTypeIsFoundWhereOneOcfAgentHasItWhateverUnitsThereAre() {
        assertEquals("Created web (ocf:mainstay:process).\n",
                CommandRun.of(node, "resource", "create", "web", "process", "command=x").out());
    }

    @Test
    void bareTypeOfSeveralAgentsIsRefused() {
        assertEquals(new CommandRun(65, "", """
                Error: 'dummy' may be any of ocf:mainstay:dummy, ocf:other:dummy.
                Write the whole name.
                """), CommandRun.of(node, "resource", "create", "d", "dummy"));
        assertTrue(node.changes.isEmpty());
    }

    @Test
    void unknownAgentIsRefusedUnlessForced() {
        CommandRun refused = CommandRun.of(node, "resource", "create", "x", "ocf:mainstay:nosuch");
        assertEquals(65, refused.exitCode());
        assertEquals("Error: There is no agent 'ocf:mainstay:nosuch'.",
                refused.err().lines().findFirst().orElseThrow());

        assertEquals(0, CommandRun.of(node, "resource", "create", "x", "ocf:mainstay:nosuch",
                "--force").exitCode());
        assertTrue(node.changes.getLast().getContext().getForce());
    }

    @Test
    void createJoinsAGroupWhereItIsTold() {
        node.configuration = group("g", "a", "b");
        CommandRun.of(node, "resource", "create", "c", "ocf:other:dummy", "--group", "g",
                "--before", "b");

        assertEquals(List.of("a", "c", "b"), members(put(0)));
    }

    @Test
    void createMakesPromotableClones() {
        CommandRun.of(node, "resource", "create", "db", "ocf:other:dummy", "promotable",
                "notify=true");

        Resource clone = put(0);
        assertEquals("db-clone", clone.getClone().getId());
        assertEquals("""
                db-clone (clone)
                  meta notify=true promotable=true
                """, ResourceText.format(List.of(clone)).lines().limit(2)
                .reduce("", (all, line) -> all + line + "\n"));
    }

    @Test
    void takenIdIsRefused() {
        node.configuration = group("g", "a");
        CommandRun run = CommandRun.of(node, "resource", "create", "a", "ocf:other:dummy");

        assertEquals(1, run.exitCode());
        assertTrue(run.err().startsWith("Error: The id 'a' is taken."), run.err());
    }

    @Test
    void deleteRefusesWhatAConstraintNames() {
        node.configuration = group("g", "a", "b").toBuilder()
                .addConstraints(Constraint.newBuilder().setLocation(LocationConstraint.newBuilder()
                        .setId("location-g-n1-INFINITY").setResource("g")))
                .build();

        assertEquals(new CommandRun(1, "", """
                Error: g, a, b are referred to by location-g-n1-INFINITY.
                Delete those first, for example with 'mainstay constraint delete \
                location-g-n1-INFINITY'.
                """), CommandRun.of(node, "resource", "delete", "g"));
        assertEquals(0, CommandRun.of(node, "resource", "delete", "a").exitCode());
        assertEquals(List.of("b"), members(put(0)));
    }

    @Test
    void deletingTheLastMemberDeletesTheGroup() {
        node.configuration = group("g", "a");
        CommandRun.of(node, "resource", "delete", "a");

        assertEquals(1, node.lastEdits().size());
        assertEquals("g", node.lastEdits().getFirst().getRemove().getId());
    }

    @Test
    void updateWithEmptyValueDeletes() {
        CommandRun.of(node, "resource", "create", "web", "ocf:other:dummy", "a=1", "b=2");
        node.configuration = Configuration.newBuilder().addResources(put(0)).build();
        CommandRun.of(node, "resource", "update", "web", "a=", "c=3", "op", "stop", "timeout=5s");

        String text = ResourceText.format(List.of(put(0)));
        assertTrue(text.contains("  options b=2 c=3\n"), text);
        assertTrue(text.contains("  op stop interval=0s timeout=5s\n"), text);
        assertEquals(1, text.lines().filter(line -> line.contains("op stop")).count());
    }

    @Test
    void relativeEditIsRepeatedOnAStaleRevision() {
        node.configuration = group("g", "a");
        node.failures.add(Status.ABORTED.withDescription("Revision 7 is not current."));
        assertEquals(0, CommandRun.of(node, "resource", "disable", "g").exitCode());

        assertEquals(2, node.changes.size());
        assertNotEquals(node.changes.getFirst().getContext().getRequestId(),
                node.changes.getLast().getContext().getRequestId());
    }

    @Test
    void changeWithoutLeaderIsRepeatedWithTheSameRequestId() {
        node.configuration = group("g", "a");
        node.failures.add(Status.UNAVAILABLE.withDescription("no leader"));
        assertEquals(0, CommandRun.of(node, "resource", "enable", "g").exitCode());

        assertEquals(2, node.changes.size());
        assertEquals(node.changes.getFirst(), node.changes.getLast());
    }

    @Test
    void moveIsARequestAndNoConstraint() {
        CommandRun run = CommandRun.of(node, "resource", "move", "web", "n2", "--comment", "why");

        assertEquals("Moving web to n2.\n", run.out());
        MoveRequest request = (MoveRequest) node.requests.getFirst();
        assertEquals("n2", request.getNode());
        assertEquals("why", request.getContext().getComment());
        assertEquals(600_000, request.getValidMillis());
        assertTrue(node.changes.isEmpty());
    }

    @Test
    void refreshForgetsAll() {
        assertEquals(0, CommandRun.of(node, "resource", "refresh", "web").exitCode());
        assertTrue(((CleanupRequest) node.requests.getFirst()).getRefresh());
    }

    @Test
    void answerOfAChangeIsADocumentToo() {
        assertEquals("""
                {
                  "message" : "Moving web.",
                  "index" : 42,
                  "revision" : 0,
                  "warnings" : [ ]
                }
                """, CommandRun.of(node, "resource", "move", "web", "-o", "json").out());
    }

    private Resource put(int edit) {
        ConfigurationEdit change = node.lastEdits().get(edit);
        return change.getPutResource();
    }

    private static List<String> members(Resource group) {
        return group.getGroup().getMembersList().stream().map(member -> member.getId()).toList();
    }

    private static Configuration group(String id, String... members) {
        Resource.Builder group = Resource.newBuilder();
        group.getGroupBuilder().setId(id);
        for (String member : members) {
            group.getGroupBuilder().addMembersBuilder().setId(member);
        }
        return Configuration.newBuilder().addResources(group).build();
    }
}
