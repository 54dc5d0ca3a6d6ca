// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.codec.BackupCodec.Backup;
import dev.mainstay.codec.UnusableBackup.Reason;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Content;
import dev.mainstay.state.Scenario;
import dev.mainstay.transition.Task;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BackupCodecTest {

    private static final int VERSION_AT = 11;

    private static ClusterState state() {
        Scenario cluster = Scenario.of("a", "b").with(Scenario.primitive("r"));
        cluster.carryOut(Scenario.action(Task.START, "r", "a"));
        return cluster.state();
    }

    private static byte[] written(ClusterState described, ClusterState state) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BackupCodec.write(BackupHeader.of(described, new BackupHeader.Origin("group-1",
                Instant.ofEpochSecond(5), "a", Content.copyOf(new byte[] {1}),
                Content.copyOf(new byte[] {2, 3}))), state, out);
        return out.toByteArray();
    }

    private static Backup read(byte[] bytes) throws IOException, UnusableBackup {
        return BackupCodec.read(new ByteArrayInputStream(bytes), bytes.length);
    }

    private static UnusableBackup refused(byte[] bytes) {
        return assertThrows(UnusableBackup.class, () -> read(bytes));
    }

    @Test
    void stateAndHeaderComeBack() throws IOException, UnusableBackup {
        ClusterState state = state();

        Backup backup = read(written(state, state));

        assertEquals(state, backup.state());
        assertEquals("test", backup.header().cluster().name());
        assertEquals("group-1", backup.header().generation());
        assertEquals(state.revision(), backup.header().revision());
        assertEquals(state.position(), backup.header().position());
        assertEquals(Content.copyOf(new byte[] {2, 3}), backup.header().endNotice());
        assertEquals(64, backup.digest().length());
    }

    @Test
    void everySingleDamagedByteIsNoticed() throws IOException {
        byte[] whole = written(state(), state());
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x10;
            int at = i;
            assertThrows(UnusableBackup.class, () -> read(damaged), () -> "byte " + at);
        }
    }

    @Test
    void whatWasCutShortOrGrewIsNoticed() throws IOException {
        byte[] whole = written(state(), state());
        for (int length = 0; length < whole.length; length += 5) {
            UnusableBackup refused = refused(Arrays.copyOf(whole, length));
            assertTrue(refused.reason() == Reason.CUT_SHORT
                    || length < 16 && refused.reason() == Reason.NO_BACKUP, refused::toString);
        }
        assertEquals(Reason.DAMAGED, refused(Arrays.copyOf(whole, whole.length + 1)).reason());
    }

    @Test
    void laterFormatIsRefusedAsSuch() throws IOException {
        byte[] whole = written(state(), state());
        whole[VERSION_AT] = 2;

        UnusableBackup refused = refused(whole);

        assertEquals(Reason.NEWER, refused.reason());
        assertTrue(String.valueOf(refused.getMessage()).contains("format 2"), refused::toString);
    }

    @Test
    void headerOfAnotherStateIsRefused() throws IOException {
        Scenario other = Scenario.of("a");

        assertEquals(Reason.DAMAGED, refused(written(other.state(), state())).reason());
    }

    @Test
    void anyOtherFileIsNone() {
        byte[] text = "just a text, and a long one".getBytes(StandardCharsets.UTF_8);

        assertEquals(Reason.NO_BACKUP, refused(text).reason());
    }
}
