// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.port.FatalHandler.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;
import org.apache.ratis.server.storage.RaftStorageMetadata;
import org.apache.ratis.util.SizeInBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has to be durable before Ratis goes on. */
class StateMachineAdapterTest {
    private static final RaftGroupId GROUP = RaftGroupId.valueOf(new UUID(1, 2));
    private static final RaftPeerId SELF = RaftPeerId.valueOf("a.1");
    @TempDir
    Path folder;

    private final List<Path> synced = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private boolean diskFails;
    private RaftStorage storage;
    private final StateMachineAdapter adapter =
            new StateMachineAdapter(
                    new WordsState(),
                    (fault, message, cause) -> faults.add(fault),
                    new StateMachineAdapter.Listeners(
                            new LeadershipEvents(), new AppliedIndex(), callId -> {}),
                    this::sync);

    private void sync(Path path) throws IOException {
        if (diskFails) {
            throw new IOException("disk");
        }
        synced.add(path);
    }

    @BeforeEach
    void open() throws IOException {
        storage =
                RaftStorage.newBuilder()
                        .setDirectory(folder.resolve("group").toFile())
                        .setOption(StartupOption.RECOVER)
                        .setStorageFreeSpaceMin(SizeInBytes.ONE_KB)
                        .build();
        storage.initialize();
        RaftServer server =
                (RaftServer) Proxy.newProxyInstance(
                        StateMachineAdapterTest.class.getClassLoader(),
                        new Class<?>[] {RaftServer.class},
                        (proxy, method, arguments) -> SELF);
        adapter.initialize(server, GROUP, storage);
    }

    @AfterEach
    void close() throws IOException {
        storage.close();
    }

    private void vote(long term) throws IOException {
        storage.getMetadataFile().persist(RaftStorageMetadata.valueOf(term, SELF));
    }

    @Test
    void leaderTakesOfficeOnlyOnADurableVote() throws IOException {
        vote(1);
        adapter.notifyLeaderChanged(RaftGroupMemberId.valueOf(SELF, GROUP), SELF);
        assertEquals(List.of(storage.getStorageDir().getCurrentDir().toPath()), synced);
    }

    @Test
    void leaderWhoseVoteCannotBeMadeDurableDoesNotTakeOffice() throws IOException {
        vote(1);
        diskFails = true;
        assertThrows(
                UncheckedIOException.class,
                () -> adapter.notifyLeaderChanged(
                        RaftGroupMemberId.valueOf(SELF, GROUP), SELF));
        assertEquals(List.of(Fault.LOG_FAILED), faults);
    }

    @Test
    void flushCountsOnlyWithDurableNames() throws IOException {
        vote(1);
        assertTrue(adapter.flush(1).isDone());
        assertEquals(1, synced.size());
        vote(2);
        diskFails = true;
        assertTrue(adapter.flush(2).isCompletedExceptionally());
    }

    @Test
    void failedLogAndRemovalAreFatalUntilACloseIsExpected() {
        adapter.notifyLogFailed(
                new IOException("disk"),
                LogEntryProto.getDefaultInstance());
        assertEquals(List.of(Fault.LOG_FAILED), faults);
        adapter.expectClose();
        adapter.notifyServerShutdown(
                RoleInfoProto.getDefaultInstance(), false);
        adapter.close();
        assertEquals(List.of(Fault.LOG_FAILED), faults);
    }
}
