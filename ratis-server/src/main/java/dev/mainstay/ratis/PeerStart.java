// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import dev.mainstay.port.FatalHandler;
import dev.mainstay.port.ReplicatedState;
import dev.mainstay.ratis.RaftSettings.Startup;
import dev.mainstay.ratis.RaftStartException.Cause;
import dev.mainstay.ratis.StorageCheck.Content;
import dev.mainstay.ratis.StorageCheck.DamageException;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;

/** Starts a peer, or says in one sentence why it cannot. */
final class PeerStart {
    /** Writing the largest supported state takes seconds; this is no more than a backstop. */
    static final Duration SNAPSHOT_LIMIT = Duration.ofMinutes(2);

    private final RaftSettings settings;
    private final RaftTls tls;
    private final Parts parts;

    /** What the running peer is made of, beside Ratis. */
    record Parts(
            StateMachineAdapter stateMachine,
            LogProposer proposer,
            AppliedIndex applied,
            LeadershipEvents events) {}

    /** What has been started, and has to be ended together. */
    record Started(LocalPeer peer, StorageLock storage) {}

    PeerStart(RaftSettings settings, RaftTls tls, ReplicatedState state, FatalHandler fatal) {
        this.settings = settings;
        this.tls = tls;
        LogProposer proposer = new LogProposer(settings.limits().entryBytesMax());
        AppliedIndex applied = new AppliedIndex();
        LeadershipEvents events = new LeadershipEvents();
        var listeners =
                new StateMachineAdapter.Listeners(events, applied, proposer::appending);
        StateMachineAdapter stateMachine =
                new StateMachineAdapter(state, fatal, listeners, DirectorySync::sync);
        this.parts = new Parts(stateMachine, proposer, applied, events);
    }

    Parts parts() {
        return parts;
    }

    Started start() throws RaftStartException {
        RatisProcess.leaveProcessAlone();
        requireFreePort();
        StorageLock storage = lockStorage();
        try {
            checkStorage();
            return new Started(startPeer(), storage);
        } catch (RaftStartException e) {
            close(storage, e);
            throw e;
        }
    }

    private LocalPeer startPeer() throws RaftStartException {
        RaftGroupId groupId = RaftGroupId.valueOf(settings.group());
        RaftServer server = build(groupId);
        try {
            server.start();
            return new LocalPeer(server, groupId);
        } catch (IOException | RuntimeException e) {
            RaftStartException failure = explain(e);
            parts.stateMachine().expectClose();
            parts.events().close();
            close(server, failure);
            throw failure;
        }
    }

    private static void close(Closeable half, RaftStartException failure) {
        try {
            half.close();
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Asked beforehand, because Ratis' own failure does not say what it was. */
    private void requireFreePort() throws RaftStartException {
        String host = settings.self().host();
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, settings.self().port()));
        } catch (IOException e) {
            throw new RaftStartException(
                    Cause.PORT_IN_USE,
                    "cannot listen on " + settings.self().hostAndPort() + ": " + e.getMessage()
                            + "; stop the process that uses it, or set another Raft address",
                    e);
        }
    }

    private StorageLock lockStorage() throws RaftStartException {
        try {
            Files.createDirectories(settings.storage());
            DirectorySync.syncParent(settings.storage());
            return StorageLock.acquire(settings.storage());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void checkStorage() throws RaftStartException {
        Quarantine quarantine = new Quarantine(settings.storage());
        try {
            Optional<String> reason = quarantine.reason();
            if (reason.isPresent()) {
                throw quarantine.refusal(reason.get());
            }
            expect(new StorageCheck(settings).check());
        } catch (DamageException e) {
            throw quarantine.enter(String.valueOf(e.getMessage()));
        } catch (RaftStartException e) {
            throw e;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void expect(Content content) throws RaftStartException {
        if (content == Content.EMPTY && settings.startup() == Startup.RESUME) {
            throw new RaftStartException(
                    Cause.STORAGE_UNEXPECTED,
                    settings.storage() + " holds no log, but this node has been a member: if the"
                            + " folder is lost, remove the node from the cluster on another node"
                            + " and join again; a peer without its log must not vote");
        }
        if (content == Content.PEER && settings.startup() != Startup.RESUME) {
            throw new RaftStartException(
                    Cause.STORAGE_UNEXPECTED,
                    settings.storage() + " already holds a member's log: this node belongs to a"
                            + " cluster; delete the folder only if that cluster has removed it");
        }
    }

    /** Known to the port before it is built. */
    private final class OwnPeer implements RaftPortInterceptor.GuardedPeer {
        @Override
        public void syncVote() throws IOException {
            parts.stateMachine().syncNames();
        }

        @Override
        public boolean isClosing() {
            return parts.stateMachine().isCloseExpected();
        }
    }

    private RaftServer build(RaftGroupId groupId) throws RaftStartException {
        RaftPortInterceptor interceptor =
                new RaftPortInterceptor(tls.refusal(), new OwnPeer());
        RaftGroup group =
                RaftGroup.valueOf(
                        groupId, settings.founders().stream().map(LocalPeer::toRatis).toList());
        try {
            return RaftServer.newBuilder()
                    .setServerId(RaftPeerId.valueOf(settings.self().peerId()))
                    .setGroup(group)
                    .setOption(StartupOption.RECOVER)
                    .setStateMachineRegistry(id -> parts.stateMachine())
                    .setProperties(RatisConfiguration.properties(settings))
                    .setParameters(RatisConfiguration.parameters(tls, interceptor))
                    .build();
        } catch (IOException | RuntimeException e) {
            throw explain(e);
        }
    }

    private RaftStartException explain(Throwable failure) {
        Throwable root = failure;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            root = t;
            if (t instanceof FileSystemException) {
                return unusable(t);
            }
        }
        return new RaftStartException(
                Cause.OTHER,
                "the Raft peer " + settings.self().peerId() + " cannot start: "
                        + root.getMessage(),
                failure);
    }

    private RaftStartException unusable(Throwable cause) {
        return new RaftStartException(
                Cause.STORAGE_UNUSABLE,
                "cannot use the state folder " + settings.storage() + ": " + cause.getMessage()
                        + "; check its owner, its permissions, the free space, and that no other"
                        + " process uses it",
                cause);
    }
}
