// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node knows of the others before a leader has told it what is committed. */
class RememberedMembersTest {

    private static final NodeId SELF = new NodeId("n1");

    @TempDir
    private Path directory;

    @Test
    void othersAreRememberedOverARestartThatBeginsWithAnEmptyState() {
        NodeFolder folder = NodeFolder.under(directory);
        ClusterState state = Scenario.of("n1", "n2", "n3").state();
        List<String> others = List.of(
                state.member(new NodeId("n2")).orElseThrow().apiAddress(),
                state.member(new NodeId("n3")).orElseThrow().apiAddress());

        RememberedMembers.read(folder, SELF).follow(state);
        RememberedMembers again = RememberedMembers.read(folder, SELF);
        again.follow(ClusterState.initial());

        assertEquals(others, again.addresses());
    }

    @Test
    void nodeThatJoinsRemembersWhomItAsked() throws IOException {
        NodeFolder folder = NodeFolder.under(directory);
        RememberedMembers.write(folder, List.of("127.0.0.1:7421", "[::1]:7421"));

        assertEquals(List.of("127.0.0.1:7421", "[::1]:7421"),
                RememberedMembers.read(folder, SELF).addresses());
    }

    @Test
    void damageCostsNoMoreThanTheMemory() throws IOException {
        NodeFolder folder = NodeFolder.under(directory);
        RememberedMembers.write(folder, List.of("127.0.0.1:7421"));
        Files.writeString(folder.members(), "members: {");

        assertEquals(List.of(), RememberedMembers.read(folder, SELF).addresses());
    }
}
