// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.api.GrpcPeers;
import dev.mainstay.api.MemberChannels;
import dev.mainstay.codec.StoredFormat;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.FatalHandler;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.PeerAddress;
import dev.mainstay.ratis.RaftNode;
import dev.mainstay.ratis.RaftSettings;
import dev.mainstay.ratis.RaftStartException;
import dev.mainstay.ratis.RaftTiming;
import dev.mainstay.ratis.RaftTls;
import dev.mainstay.replica.AppliedState;
import dev.mainstay.replica.CurrentReads;
import dev.mainstay.replica.EventJournal;
import dev.mainstay.replica.ForwardingProposer;
import dev.mainstay.replica.LeadershipView;
import dev.mainstay.replica.StateMembers;
import dev.mainstay.replica.VoterSeating;
import dev.mainstay.security.HotCredentials;
import dev.mainstay.security.TlsContexts;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.CommandApplier;
import io.grpc.Grpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The running replica of a node: its copy of the state, its peer of the log, and the way there. */
final class Replica implements AutoCloseable {

    private static final long KEEP_ALIVE_SECONDS = 2;

    private final AppliedState states;
    private final StateMembers members;
    private final TlsContexts tls;
    private final MemberChannels channels;
    private final RaftNode raft;
    private final LeadershipView leadership;
    private final ForwardingProposer proposer;
    private final CurrentReads reads;

    private Replica(
            AppliedState states,
            StateMembers members,
            TlsContexts tls,
            MemberChannels channels,
            RaftNode raft,
            Wiring wiring) {
        this.states = states;
        this.members = members;
        this.tls = tls;
        this.channels = channels;
        this.raft = raft;
        NodeId self = new NodeId(wiring.configuration().node());
        GrpcPeers peers = new GrpcPeers(channels);
        this.leadership = new LeadershipView(raft);
        new RemovalInquiry(self, RememberedMembers.read(wiring.configuration().folder(), self),
                states, leadership, address -> GrpcPeers.saysRemoved(
                        Grpc.newChannelBuilder(address, tls.client()).build()),
                wiring.loop(), wiring.fatal()).open();
        this.proposer = new ForwardingProposer(
                self, raft, leadership, states, peers, wiring.clock(), wiring.loop());
        this.reads = new CurrentReads(
                self, raft, leadership, states, peers, wiring.clock(), wiring.loop());
    }

    /** What a replica is made from. */
    record Wiring(
            NodeConfiguration configuration,
            NodeIdentity identity,
            HotCredentials credentials,
            NodeClock clock,
            ThreadEventLoop loop,
            FatalHandler fatal) {}

    /** @throws StartupFailure saying what is wrong with the log's folder or port */
    static Replica open(Wiring wiring) {
        AppliedState states = new AppliedState(ClusterState.initial(),
                new CommandApplier(new StoredFormat()));
        var _ = states.subscribe(new EventJournal());
        StateMembers members = new StateMembers(states);
        TlsContexts tls = new TlsContexts(wiring.credentials(), members, wiring.clock()::wall);
        MemberChannels channels = new MemberChannels(states,
                member -> Grpc.newChannelBuilder(
                        member.apiAddress(), tls.client(member.memberId()))
                        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                        .keepAliveTimeout(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                        .build());
        RaftTls raftTls = new RaftTls(tls.keyManager(), tls.raftTrust(), tls::raftRefusal);
        try {
            RaftNode raft = RaftNode.open(
                    settings(wiring), raftTls, states, new GrpcPeers(channels), wiring.fatal());
            members.follow(raft);
            OwnMembership own = new OwnMembership(
                    wiring.identity().memberId(), members, wiring.fatal());
            var _ = states.subscribe(own);
            own.applied(states.current(), List.of());
            markStarted(wiring.configuration().folder());
            return new Replica(states, members, tls, channels, raft, wiring);
        } catch (RaftStartException failure) {
            channels.close();
            throw new StartupFailure(exitCode(failure.kind()),
                    String.valueOf(failure.getMessage()), failure);
        } catch (IOException failure) {
            channels.close();
            throw new StartupFailure(ExitCode.INPUT_OUTPUT, "cannot write in "
                    + wiring.configuration().folder().state() + " ("
                    + FolderLock.reason(failure) + ")", failure);
        }
    }

    /** Begins to keep the voters in step with the members, while this node leads. */
    void seatVoters(ThreadEventLoop loop) {
        VoterSeating seating =
                new VoterSeating(raft, leadership, states, loop, PortProbe::answers);
        var _ = states.subscribe(seating);
        var _ = leadership.subscribe(seating);
    }

    AppliedState states() {
        return states;
    }

    StateMembers members() {
        return members;
    }

    TlsContexts tls() {
        return tls;
    }

    MemberChannels channels() {
        return channels;
    }

    RaftNode raft() {
        return raft;
    }

    LeadershipView leadership() {
        return leadership;
    }

    ForwardingProposer proposer() {
        return proposer;
    }

    CurrentReads reads() {
        return reads;
    }

    @Override
    public void close() throws IOException {
        channels.close();
        raft.close();
    }

    private static RaftSettings settings(Wiring wiring) {
        NodeConfiguration configuration = wiring.configuration();
        NodeIdentity identity = wiring.identity();
        PeerAddress self = new PeerAddress(identity.raftPeerId(), configuration.address(),
                configuration.ports().raft());
        RaftTiming timing = new RaftTiming(configuration.election().minimum(),
                configuration.election().maximum(), configuration.election().maximum(),
                configuration.election().maximum());
        return new RaftSettings(self, identity.raftGroup(), configuration.folder().raft(),
                startup(configuration.folder(), identity),
                identity.origin() == NodeIdentity.Origin.FOUNDED ? List.of(self) : List.of(),
                timing, configuration.log());
    }

    /**
     * A peer that has once been started must find its log again. One that was interrupted in its
     * very first start may or may not have written anything yet.
     */
    private static RaftSettings.Startup startup(NodeFolder folder, NodeIdentity identity) {
        Path metadata = folder.raft().resolve(identity.raftGroup().toString())
                .resolve("current").resolve("raft-meta");
        if (Files.exists(startedMark(folder)) || Files.exists(metadata)) {
            return RaftSettings.Startup.RESUME;
        }
        return switch (identity.origin()) {
            case FOUNDED -> RaftSettings.Startup.FOUND;
            case JOINED -> RaftSettings.Startup.JOIN;
        };
    }

    /** Written once the log's metadata is there to be missed. */
    private static void markStarted(NodeFolder folder) throws IOException {
        if (!Files.exists(startedMark(folder)) && hasMetadata(folder.raft())) {
            PrivateFile.write(startedMark(folder),
                    "The log of this node exists; without it the node must not vote.\n");
        }
    }

    private static boolean hasMetadata(Path raft) throws IOException {
        try (var files = Files.walk(raft, 3)) {
            return files.anyMatch(file -> file.endsWith("raft-meta"));
        }
    }

    private static Path startedMark(NodeFolder folder) {
        return folder.state().resolve("started");
    }

    private static ExitCode exitCode(RaftStartException.Cause cause) {
        return switch (cause) {
            case PORT_IN_USE -> ExitCode.CANNOT_CREATE;
            case STORAGE_UNUSABLE -> ExitCode.INPUT_OUTPUT;
            case STORAGE_UNEXPECTED -> ExitCode.CONFIGURATION;
            case STORAGE_CORRUPT -> ExitCode.BAD_DATA;
            case OTHER -> ExitCode.INTERNAL;
        };
    }
}
