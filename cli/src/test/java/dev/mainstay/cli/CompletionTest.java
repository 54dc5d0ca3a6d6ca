// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.NodeStatusView;
import dev.mainstay.proto.v1.ResourceStatusView;
import io.grpc.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompletionTest {

    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = new FakeNode();
        node.status = ClusterStatus.newBuilder()
                .addNodes(NodeStatusView.newBuilder().setName("n1"))
                .addNodes(NodeStatusView.newBuilder().setName("n2"))
                .addResources(ResourceStatusView.newBuilder().setId("web")
                        .setAgent("ocf:mainstay:process"))
                .addResources(ResourceStatusView.newBuilder().setId("bmc")
                        .setAgent("stonith:fence_ipmilan"))
                .build();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void familiesVerbsAndOptionsAreOffered() {
        assertEquals(List.of("resource"), words("res"));
        assertTrue(words("resource", "").containsAll(List.of("create", "move", "restart")));
        assertEquals(List.of("--wait"), words("resource", "move", "--wa"));
        assertEquals(List.of("json"), words("status", "-o", "j"));
    }

    @Test
    void namesComeFromTheCluster() {
        assertEquals(List.of("bmc", "web"), words("resource", "move", ""));
        assertEquals(List.of("n1", "n2"), words("resource", "move", "web", ""));
        assertEquals(List.of("n2"), words("node", "standby", "n1", "n2"));
        assertEquals(List.of("n1", "n2"), words("resource", "cleanup", "web", "--node", ""));
        assertEquals(List.of("bmc"), words("stonith", "level", "add", "1", "n1", ""));
    }

    @Test
    void withoutAClusterVerbsAreCompletedStill() {
        node.failures.add(Status.PERMISSION_DENIED);
        assertEquals(List.of(), words("resource", "move", ""));
        assertEquals(List.of("move"), words("resource", "mov"));
    }

    private List<String> words(String... typed) {
        List<String> arguments = new ArrayList<>(List.of("completion", "--for", "--"));
        arguments.addAll(List.of(typed));
        CommandRun run = CommandRun.of(node, arguments.toArray(String[]::new));
        assertEquals(0, run.exitCode(), run::toString);
        return run.out().lines().toList();
    }
}
