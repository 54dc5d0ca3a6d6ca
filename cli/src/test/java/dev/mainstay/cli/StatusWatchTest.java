// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.proto.v1.ClusterStatus;
import dev.mainstay.proto.v1.ReadPosition;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusWatchTest {

    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = new FakeNode();
        node.watched = List.of(status(1, 10), status(1, 11), status(2, 12));
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void jsonIsOneStatusToALine() {
        CommandRun run = CommandRun.of(node, "status", "--watch", "-o", "json");
        assertEquals(0, run.exitCode(), run::toString);
        assertEquals(3, run.out().lines().count());
        assertTrue(run.out().lines().allMatch(line -> line.startsWith("{\"position\":")));
    }

    @Test
    void textComesAgainWhenThereIsNewsAndIsNotDrawnOver() {
        CommandRun run = CommandRun.of(node, "status", "--watch");
        assertFalse(run.out().contains("\u001b"), run::out);
        assertEquals(List.of("Revision 1, log index 10", "Revision 2, log index 12"),
                run.out().lines().filter(line -> line.startsWith("Revision")).toList());
    }

    private static ClusterStatus status(long revision, long index) {
        return ClusterStatus.newBuilder()
                .setPosition(ReadPosition.newBuilder().setAppliedIndex(index).setLeader("n1"))
                .setConfigurationRevision(revision)
                .setQuorate(true)
                .build();
    }
}
