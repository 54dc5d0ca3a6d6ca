// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.proto.v1.ChangeProgress;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.ConfigurationProto.Resource;
import dev.mainstay.proto.v1.EffectView;
import dev.mainstay.proto.v1.FollowChangeRequest;
import dev.mainstay.proto.v1.ResourceStatusView;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code --wait} makes of what the node tells it. */
class WaitTest {

    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = new FakeNode();
        node.configuration = Configuration.newBuilder()
                .addResources(Resource.newBuilder()
                        .setPrimitive(Primitive.newBuilder().setId("web")))
                .build();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void waitTellsWhatWasDoneAndWhereTheResourceIs() {
        node.progress = List.of(
                underWay("web_start_0 on n2", effect("stop", "n1", "done", "")),
                settled(web("Started", "n2"), effect("start", "n2", "done", ""),
                        effect("monitor", "n2", "done", "")));

        CommandRun run = CommandRun.of(node, "resource", "move", "web", "n2", "--wait=5");

        assertEquals(0, run.exitCode());
        assertEquals("""
                Moving web to n2.
                Carried out in T s: stop web on n1, start web on n2.
                web: Started on n2
                """, run.out().replaceFirst("in [0-9.]+ s", "in T s"));
        assertEquals(FollowChangeRequest.newBuilder().setIndex(42).setFirstIndex(42)
                .addResources("web").build(), node.requests.getLast());
    }

    @Test
    void failureThatALaterOperationMadeGoodIsNone() {
        node.progress = List.of(settled(web("Started", "n2"),
                effect("start", "n1", "failed", "port in use"),
                effect("stop", "n1", "done", ""),
                effect("start", "n2", "done", "")));

        CommandRun run = CommandRun.of(node, "resource", "enable", "web", "--wait");

        assertEquals(0, run.exitCode());
        assertTrue(run.out().contains("start of web on n1 failed: port in use"), run::out);
    }

    @Test
    void failedOperationFailsTheWait() {
        node.progress = List.of(settled(web("Stopped"),
                effect("start", "n1", "failed", "port in use"),
                effect("stop", "n1", "done", "")));

        CommandRun run = CommandRun.of(node, "resource", "enable", "web", "--wait", "-o", "json");

        assertEquals(1, run.exitCode());
        assertEquals("Error: The change is made, but start of web on n1 failed: port in use.",
                run.err().lines().findFirst().orElseThrow());
        assertTrue(run.out().contains("\"outcome\" : \"failed\""), run::out);
    }

    @Test
    void resourceThatRunsNowhereIsNotEnabled() {
        node.progress = List.of(settled(web("Stopped")));

        CommandRun run = CommandRun.of(node, "resource", "enable", "web", "--wait");

        assertEquals(1, run.exitCode());
        assertEquals("""
                Error: The change is made, but web runs nowhere.
                'mainstay explain web' tells why.
                """, run.err());
    }

    @Test
    void timeOutHasACodeOfItsOwnAndTellsWhatIsLeft() {
        node.progress = List.of();

        CommandRun run = CommandRun.of(node, "resource", "disable", "web", "--wait=1");

        assertEquals(124, run.exitCode());
        assertTrue(run.err().startsWith("Error: The change is made, but was not carried out within"
                + " 1 s; what is left: "), run::err);
    }

    @Test
    void withoutWaitNothingIsFollowed() {
        CommandRun.of(node, "resource", "disable", "web");
        assertTrue(node.requests.stream().noneMatch(FollowChangeRequest.class::isInstance));
    }

    private static ChangeProgress underWay(String remaining, EffectView... effects) {
        return ChangeProgress.newBuilder().addRemaining(remaining)
                .addAllEffects(List.of(effects)).build();
    }

    private static ChangeProgress settled(ResourceStatusView resource, EffectView... effects) {
        return ChangeProgress.newBuilder().addResources(resource)
                .addAllEffects(List.of(effects)).build();
    }

    private static ResourceStatusView web(String role, String... nodes) {
        return ResourceStatusView.newBuilder().setId("web").setRole(role).setManaged(true)
                .addAllNodes(List.of(nodes)).build();
    }

    private static EffectView effect(
            String operation, String node, String outcome, String detail) {
        return EffectView.newBuilder().setResource("web").setOperation(operation).setNode(node)
                .setOutcome(outcome).setDetail(detail).build();
    }
}
