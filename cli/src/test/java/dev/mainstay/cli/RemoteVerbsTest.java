// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.cli.configuration.Resources;
import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.ConfigurationProto.AgentName;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.Primitive;
import dev.mainstay.proto.v1.CreateJoinTokenRequest;
import dev.mainstay.proto.v1.NodeStatusView;
import dev.mainstay.proto.v1.RemoveNodeRequest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Remote machines come and go by the verbs that pcs has for them. */
class RemoteVerbsTest {

    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = new FakeNode();
        node.configuration = Configuration.newBuilder()
                .addResources(Resources.of(Primitive.newBuilder()
                        .setId("web")
                        .setAgent(AgentName.newBuilder()
                                .setStandard("ocf").setProvider("heartbeat").setType("nginx"))
                        .build()))
                .build();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void addingMakesTheConnectionOnceAndATokenEachTime() {
        EditedConfiguration.apply(node, "cluster", "node", "add-remote", "far", "192.0.2.17");
        Primitive connection = node.configuration.getResources(1).getPrimitive();
        assertEquals("far", connection.getId());
        assertEquals("remote", connection.getAgent().getType());

        CommandRun again = run("add-remote", "far");
        assertEquals("secret-token\n", again.out());
        assertTrue(again.err().contains("is there already"), again::err);
        assertEquals(1, node.changes.size());
        assertEquals(List.of("far", "far"), node.requests.stream()
                .map(request -> ((CreateJoinTokenRequest) request).getRemote()).toList());
    }

    @Test
    void deletingRemovesTheConnectionAndThenTheMachine() {
        EditedConfiguration.apply(node, "cluster", "node", "add-remote", "far", "192.0.2.17");
        node.status = ClusterStatus.newBuilder()
                .addNodes(NodeStatusView.newBuilder()
                        .setName("far").setRemote(true).setState("left"))
                .build();
        node.watched = List.of(node.status);

        CommandRun run = run("delete-remote", "far");

        assertEquals("Removed far.\n", run.out(), run::toString);
        assertEquals("far", node.lastEdits().getFirst().getRemove().getId());
        assertEquals("far", ((RemoveNodeRequest) node.requests.getLast()).getNode());
    }

    @Test
    void whatIsNoConnectionIsNeitherMadeNorRemovedAsOne() {
        for (String verb : List.of("add-remote", "delete-remote")) {
            CommandRun run = run(verb, "web");
            assertEquals(1, run.exitCode());
            assertTrue(run.err().contains("web that is no connection to a remote machine"),
                    run::err);
        }
        assertEquals(List.of(), node.changes);
        assertEquals(List.of(), node.requests);
    }

    private CommandRun run(String verb, String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "cluster";
        all[1] = "node";
        all[2] = verb;
        System.arraycopy(words, 0, all, 3, words.length);
        return CommandRun.of(node, all);
    }
}
