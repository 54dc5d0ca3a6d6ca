// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.api.AgentCatalog;
import dev.mainstay.api.ApiServer;
import dev.mainstay.api.ApiServices;
import dev.mainstay.api.ClusterNames;
import dev.mainstay.api.EndNotices;
import dev.mainstay.api.EventRing;
import dev.mainstay.executor.Departed;
import dev.mainstay.model.DurationText;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.RaftGateway;
import dev.mainstay.security.CertificateAuthority;
import dev.mainstay.security.HotCredentials;
import dev.mainstay.security.NodeCredentials;
import dev.mainstay.security.TlsContexts;
import dev.mainstay.state.Member;
import dev.mainstay.state.Membership;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running node, from {@link #open} to {@link #close}. Parts are opened in the order in which
 * they need each other and closed in the opposite one. Closing stops Mainstay and nothing else: the
 * services run on, and the node's next start finds them. {@link #leave} and {@link #restart} are
 * the ways to end without being taken for lost.
 */
public final class MainstayNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MainstayNode.class);

    /** Pacemaker's. */
    private static final Duration SHUTDOWN_ESCALATION = Duration.ofMinutes(20);

    /** In which the answer to who asked for the restart gets out. */
    private static final Duration ANSWER_TIME = Duration.ofMillis(200);

    private final NodeConfiguration configuration;
    private final LocalAgents agents;
    private final FaultExit faults;
    private final NodeEnd end;
    private final SystemClock clock = new SystemClock();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private @Nullable Running running;

    private MainstayNode(NodeConfiguration configuration, LocalAgents agents, NodeEnd end) {
        this.configuration = configuration;
        this.agents = agents;
        this.end = end;
        this.faults = new FaultExit(end);
    }

    /**
     * Starts a node that was founded or joined before. Returns when it listens; that it takes part
     * shows in its status.
     *
     * @param end called when the node cannot go on
     * @throws StartupFailure with one sentence and an exit code; nothing is left running
     */
    public static MainstayNode open(
            NodeConfiguration configuration, LocalAgents agents, NodeEnd end) {
        MainstayNode node = new MainstayNode(configuration, agents, end);
        try {
            node.start();
            return node;
        } catch (RuntimeException failure) {
            node.close();
            throw failure;
        }
    }

    /**
     * Asks for the node to be emptied. When nothing of the cluster's runs here any more and the
     * node has left, its end is called with {@link ExitCode#OK}; where there is no cluster to ask,
     * once the node has stopped by itself what it ran; and in the end after shutdown-escalation,
     * with {@link ExitCode#UNAVAILABLE}.
     */
    public void leave() {
        Duration limit = running().replica().states().current().revisions().index()
                .clusterOption("shutdown-escalation", "shutdown_escalation")
                .flatMap(DurationText::parse)
                .orElse(SHUTDOWN_ESCALATION);
        running().loop().after(limit, () -> end.end(ExitCode.UNAVAILABLE, "this node was not"
                + " empty after " + limit.toSeconds() + " s: what still runs here runs on, and to"
                + " the other nodes this one is lost"));
        var _ = running().control().executor().leave();
    }

    /**
     * Prepares the end of this daemon alone, to be started again at once while its services run on:
     * another node leads, and silence is not taken for a loss. Then the node's end is called with
     * {@link ExitCode#RETRY}.
     *
     * @return completes just before
     */
    CompletableFuture<Void> restart() {
        Replica replica = running().replica();
        return LastWatch.handOver(self(), replica.states().current(), replica.leadership())
                .thenCompose(moved -> running().control().executor().standDown())
                .thenRun(() -> running().loop().after(ANSWER_TIME, () -> end.end(ExitCode.RETRY,
                        "this node ends to be started again: its services run on; start it"
                                + " within a minute")));
    }

    private NodeId self() {
        return new NodeId(configuration.node());
    }

    private void departed(Departed how) {
        switch (how) {
            case LEFT -> {
                Replica replica = running().replica();
                var _ = new LastWatch(self(), replica.states(), replica.leadership(), clock,
                        running().loop()).begin().thenRun(() -> end.end(ExitCode.OK, "left"));
            }
            case ALONE -> end.end(ExitCode.OK, "stopped what it ran without the cluster");
        }
    }

    /** Whether this node's peer has a vote. */
    boolean votes() {
        RaftGateway raft = running().replica().raft();
        return raft.voters().stream().anyMatch(voter -> voter.peerId().equals(raft.peerId()));
    }

    /** The parts that others ask for once the node is open. */
    Replica replica() {
        return running().replica();
    }

    private Running running() {
        return Objects.requireNonNull(running, "the node is not open");
    }

    private record Running(Replica replica, Control control, ThreadEventLoop loop) {}

    @Override
    public void close() {
        faults.closing();
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failure) {
                LOG.warn("a part of the node did not close cleanly", failure);
            }
        }
    }

    private void start() {
        NodeFolder folder = configuration.folder();
        opened(FolderLock.take(folder));
        SupersededFolder.refuse(folder);
        NodeIdentity identity = NodeIdentity.read(folder);
        requireFreeApiPort();
        NodeKeyFolder keys = new NodeKeyFolder(folder);
        NodeCredentials own = keys.credentials();
        CertificateAuthority authority = keys.authority();
        HotCredentials credentials = new HotCredentials(own);
        opened(
                Renewal.start(configuration, identity, credentials, authority, clock));
        ThreadEventLoop loop = opened(new ThreadEventLoop("replica", faults));
        Replica replica = opened(Replica.open(new Replica.Wiring(
                configuration, identity, credentials, clock, loop, faults)));
        Control control =
                opened(Control.open(configuration, replica, agents, clock, faults));
        running = new Running(replica, control, loop);
        var _ = control.executor().departed().thenAccept(this::departed);
        EventRing events = new EventRing();
        var _ = replica.states().subscribe(events);
        var _ = replica.leadership().subscribe(new LeaderChanges(
                new NodeId(configuration.node()), replica.states(), events, clock));
        ApiServer server = opened(new ApiServer(
                services(identity, running(), authority, events)));
        listen(server, replica);
        if (identity.origin() == NodeIdentity.Origin.FOUNDED) {
            var _ = replica.leadership().subscribe(new Founding(identity,
                    founder(identity, own), replica.states(), replica.proposer(), loop));
        }
        replica.seatVoters(loop);
        var _ = replica.leadership().subscribe(new EndNotices(
                replica.states(), replica.leadership(), loop, this::predecessorAt));
        LOG.info("node {} of cluster {} listens on {} (API) and {} (Raft), certificate until {}",
                configuration.node(), identity.clusterName(), configuration.apiAddress(),
                configuration.raftAddress(), own.certificate().getNotAfter().toInstant());
    }

    private ApiServices services(
            NodeIdentity identity,
            Running parts,
            CertificateAuthority authority,
            EventRing events) {
        Replica replica = parts.replica();
        return new ApiServices(new ApiServices.Parts(
                new NodeId(configuration.node()),
                new ClusterNames(
                        identity.clusterId(), identity.clusterName(), identity.raftGroup()),
                replica.states(),
                replica.raft(),
                replica.leadership(),
                replica.proposer(),
                replica.proposer()::proposeHere,
                replica.reads()::current,
                parts.control().leases(),
                events,
                new AgentCatalog(agents.agent(), agents.fenceDrivers()),
                new ExplainedPlans(parts.control().planner()),
                new AuthorityEnrolment(identity.clusterId(), authority, clock),
                this::restart,
                new SupersededFolder(configuration.folder(), identity.clusterId(),
                        authority.certificate(), faults),
                parts.loop(),
                clock));
    }

    private ManagedChannel predecessorAt(String address, Membership.Predecessor predecessor) {
        try {
            return Grpc.newChannelBuilder(address, TlsContexts.ofAuthority(
                    Der.certificate(predecessor.authorityCertificate().toByteArray()),
                    clock::wall)).build();
        } catch (GeneralSecurityException damaged) {
            throw new IllegalStateException("the backup held no certificate", damaged);
        }
    }

    private void listen(ApiServer server, Replica replica) {
        try {
            server.listen(apiSocketAddress(), replica.tls(), replica.members()::member);
        } catch (IOException failure) {
            throw apiPortInUse(failure);
        }
        try {
            FolderLock.createPrivate(PrivateFile.folder(configuration.folder().socket()));
            server.listenLocally(configuration.folder().socket());
        } catch (IOException failure) {
            throw new StartupFailure(ExitCode.CANNOT_CREATE,
                    "cannot open the local socket: " + failure.getMessage(), failure);
        }
    }

    /** Asked beforehand, so that a start that comes to nothing has written nothing. */
    private void requireFreeApiPort() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(apiSocketAddress());
        } catch (IOException failure) {
            throw apiPortInUse(failure);
        }
    }

    private StartupFailure apiPortInUse(IOException failure) {
        return new StartupFailure(ExitCode.CANNOT_CREATE, "cannot listen on "
                + configuration.apiAddress() + " for the API (" + FolderLock.reason(failure)
                + "): stop the other process, or set another address or api-port in "
                + configuration.folder().settings(), failure);
    }

    private InetSocketAddress apiSocketAddress() {
        return new InetSocketAddress(configuration.address(), configuration.ports().api());
    }

    private Member founder(NodeIdentity identity, NodeCredentials own) {
        return new Member(new NodeId(configuration.node()), identity.memberId(),
                own.keyFingerprint(), identity.raftPeerId(), configuration.raftAddress(),
                configuration.apiAddress(), true);
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }
}
