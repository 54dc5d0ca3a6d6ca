// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.AttributeChange;
import dev.mainstay.state.AttributeUpdate;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.Task;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotCodecTest {

    private static ClusterState state() {
        Scenario cluster = Scenario.of("a", "b", "c").with(Scenario.primitive("r"));
        cluster.carryOut(Scenario.action(Task.START, "r", "a"));
        cluster.carryOut(Scenario.action(Task.MONITOR, "r", "a"));
        cluster.lose("b");
        cluster.adopt(Scenario.fence("b"));
        return cluster.state();
    }

    private static byte[] written(ClusterState state) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SnapshotCodec.write(state, out);
        return out.toByteArray();
    }

    @Test
    void everySingleDamagedByteIsNoticed() throws IOException {
        byte[] whole = written(state());
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x10;
            assertThrows(IOException.class,
                    () -> SnapshotCodec.read(new ByteArrayInputStream(damaged)), "byte " + i);
        }
    }

    @Test
    void snapshotThatWasCutShortIsNoticed() throws IOException {
        byte[] whole = written(state());
        for (int length = 0; length < whole.length; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            IOException e = assertThrows(IOException.class,
                    () -> SnapshotCodec.read(new ByteArrayInputStream(cut)));
            assertTrue(String.valueOf(e.getMessage()).contains("snapshot"), e.toString());
        }
    }

    @Test
    void initialStateIsWrittenAndRead() throws IOException {
        ClusterState initial = ClusterState.initial();

        assertEquals(initial,
                SnapshotCodec.read(new ByteArrayInputStream(written(initial))));
    }

    @Test
    void digestTellsStatesApart() {
        Scenario one = Scenario.of("a");
        Scenario other = Scenario.of("a");
        assertEquals(SnapshotCodec.digest(one.state()), SnapshotCodec.digest(other.state()));

        other.accept(new Command.ChangeAttributes(List.of(new AttributeChange(new NodeId("a"), "x",
                new AttributeUpdate.Put("1"), AttributeChange.Reach.PRIVATE))));
        one.accept(new Command.Barrier());

        assertNotEquals(SnapshotCodec.digest(one.state()), SnapshotCodec.digest(other.state()));
    }
}
