// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.mainstay.port.FatalHandler;
import dev.mainstay.port.FatalHandler.Fault;
import dev.mainstay.port.LeadershipProof.Proven;
import dev.mainstay.port.MemberDirectory.Standing;
import dev.mainstay.port.PeerAddress;
import dev.mainstay.port.ProposalOutcome;
import dev.mainstay.port.ProposalOutcome.Committed;
import dev.mainstay.port.ProposalOutcome.Indeterminate;
import dev.mainstay.port.ProposalOutcome.NotLeader;
import dev.mainstay.port.ProposalOutcome.TooLarge;
import dev.mainstay.port.ProposalOutcome.Unavailable;
import dev.mainstay.ratis.RaftSettings.Startup;
import dev.mainstay.security.CertificateAuthority;
import dev.mainstay.security.CertificateNames;
import dev.mainstay.security.HotCredentials;
import dev.mainstay.security.MemberIdentity;
import dev.mainstay.security.NodeCredentials;
import dev.mainstay.security.NodeKeys;
import dev.mainstay.security.TlsContexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A group of real peers in this process, each with a folder, a port and a certificate. */
final class TestGroup implements AutoCloseable {
    static final RaftTiming TIMING =
            new RaftTiming(
                    Duration.ofMillis(250),
                    Duration.ofMillis(500),
                    Duration.ofMillis(500),
                    Duration.ofMillis(500));
    static final RaftLimits LIMITS = new RaftLimits(1 << 20, 16 << 10, 1_000_000, 0);
    private static final Duration CERTIFICATE_LIFE = Duration.ofDays(2);
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    private final UUID id = new UUID(1, 2);
    private final CertificateAuthority authority =
            CertificateAuthority.create("test", Instant.now());
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final Map<String, HotCredentials> credentials = new ConcurrentHashMap<>();
    private final Map<String, PeerAddress> addresses = new TreeMap<>();
    private final Map<String, CompletableFuture<Void>> held = new ConcurrentHashMap<>();
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    final Set<String> removed = ConcurrentHashMap.newKeySet();
    final Set<String> silent = ConcurrentHashMap.newKeySet();
    final List<String> faults = new CopyOnWriteArrayList<>();

    record Running(RaftNode node, WordsState state) {}

    TestGroup(Path folder, String... peers) throws IOException {
        this.folder = folder;
        for (String peer : peers) {
            address(peer);
        }
    }

    PeerAddress address(String peer) throws IOException {
        PeerAddress known = addresses.get(peer);
        if (known != null) {
            return known;
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PeerAddress address = new PeerAddress(peer, "127.0.0.1", socket.getLocalPort());
            addresses.put(peer, address);
            return address;
        }
    }

    Path storage(String peer) {
        return folder.resolve(peer);
    }

    Path logFolder(String peer) {
        return storage(peer).resolve(id.toString()).resolve("current");
    }

    Path snapshotFolder(String peer) {
        return storage(peer).resolve(id.toString()).resolve("sm");
    }

    void found() throws IOException {
        for (String peer : List.copyOf(addresses.keySet())) {
            start(peer, Startup.FOUND, List.copyOf(addresses.values()), LIMITS);
        }
    }

    /** Prepares a group that begins with a state. */
    void seed(String peer, long term, long index, WordsState state) throws IOException {
        GroupSeed.write(storage(peer), id, address(peer), term, index, state);
    }

    Running join(String peer) throws IOException {
        address(peer);
        return start(peer, Startup.JOIN, List.of(), LIMITS);
    }

    Running resume(String peer) throws IOException {
        return resume(peer, LIMITS);
    }

    Running resume(String peer, RaftLimits limits) throws IOException {
        return start(peer, Startup.RESUME, List.of(), limits);
    }

    /** Starts a second process, so to say, on the storage of a running one. */
    void resumeElsewhere(String peer) throws IOException {
        PeerAddress before = address(peer);
        addresses.remove(peer);
        try {
            resume(peer);
        } finally {
            addresses.put(peer, before);
        }
    }

    Running start(String peer, Startup startup, List<PeerAddress> founders, RaftLimits limits)
            throws IOException {
        return start(peer, startup, founders, limits, authority);
    }

    Running start(
            String peer,
            Startup startup,
            List<PeerAddress> founders,
            RaftLimits limits,
            CertificateAuthority issuer)
            throws IOException {
        RaftSettings settings =
                new RaftSettings(
                        address(peer), id, storage(peer), startup, founders, TIMING, limits);
        WordsState state = new WordsState(word -> whenReleased(peer, word));
        RaftNode node =
                RaftNode.open(settings, tls(peer, issuer), state, this::term, fatal(peer));
        Running started = new Running(node, state);
        running.put(peer, started);
        return started;
    }

    /** The word is not applied on the peer, once that is started again, before the result runs. */
    Runnable hold(String peer, String word) {
        CompletableFuture<Void> released = new CompletableFuture<>();
        held.put(peer + " " + word, released);
        return () -> released.complete(null);
    }

    private String whenReleased(String peer, String word) {
        CompletableFuture<Void> released = held.get(peer + " " + word);
        if (released != null) {
            join(released);
        }
        return word;
    }

    private FatalHandler fatal(String peer) {
        return (fault, message, cause) -> faults.add(peer + " " + fault + " " + message);
    }

    boolean hasFault(String peer, Fault fault) {
        return faults.stream().anyMatch(line -> line.startsWith(peer + " " + fault));
    }

    private RaftTls tls(String peer, CertificateAuthority issuer) {
        HotCredentials hot = new HotCredentials(issue(NodeKeys.generate(), peer, issuer));
        credentials.put(peer, hot);
        TlsContexts contexts =
                new TlsContexts(
                        hot,
                        (member, key) -> removed.contains(member) ? Standing.REMOVED
                                : Standing.MEMBER,
                        now::get);
        return new RaftTls(contexts.keyManager(), contexts.raftTrust(), contexts::raftRefusal);
    }

    private NodeCredentials issue(KeyPair keys, String peer, CertificateAuthority issuer) {
        return new NodeCredentials(
                keys.getPrivate(),
                issuer.issue(
                        keys.getPublic(),
                        new MemberIdentity("test", peer),
                        new CertificateNames(peer, List.of()),
                        CERTIFICATE_LIFE,
                        now.get()),
                issuer.certificate());
    }

    /** Lets the certificates in use expire, after each peer has been given a new one. */
    void renewCertificates() {
        now.set(now.get().plus(CERTIFICATE_LIFE.dividedBy(2)));
        credentials.forEach(
                (peer, hot) -> hot.replace(issue(NodeKeys.generate(), peer, authority)));
        now.set(now.get().plus(CERTIFICATE_LIFE.dividedBy(2)).plusSeconds(1));
    }

    private CompletableFuture<Long> term(String peer) {
        Running asked = running.get(peer);
        return asked == null || silent.contains(peer)
                ? new CompletableFuture<>()
                : CompletableFuture.completedFuture(asked.node().currentTerm());
    }

    Running get(String peer) {
        return Optional.ofNullable(running.get(peer)).orElseThrow();
    }

    void stop(String peer) throws IOException {
        Running stopped = running.remove(peer);
        if (stopped != null) {
            stopped.node().close();
        }
    }

    /** The one ready leader, once there is one. */
    String leader() {
        List<String> found = leaders();
        if (found.size() != 1) {
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(PATIENCE)
                    .until(() -> leaders().size() == 1);
            found = leaders();
        }
        return found.getFirst();
    }

    private List<String> leaders() {
        return running.keySet()
                .stream()
                .filter(peer -> running.get(peer).node().leaderReady())
                .toList();
    }

    String follower() {
        String leader = leader();
        return running.keySet()
                .stream()
                .filter(peer -> !peer.equals(leader))
                .sorted()
                .findFirst()
                .orElseThrow();
    }

    /** Proposes a word, used only once, to whoever leads until it is committed. */
    Committed propose(String word) {
        for (int attempt = 0; attempt < 100; attempt++) {
            Running leading = get(leader());
            ProposalOutcome outcome = join(leading.node().propose(word.getBytes(UTF_8)));
            switch (outcome) {
                case Committed committed -> {
                    return committed;
                }
                case NotLeader _ -> {}
                case Unavailable _ -> {}
                case Indeterminate _ -> {
                    // A busy machine loses leaders; each word is proposed once, so we can look.
                    RaftNode leader = get(leader()).node();
                    if (join(leader.readBarrier()) instanceof Proven proven
                            && get(leader.peerId()).state().words().contains(word)) {
                        return new Committed(proven.commitIndex(), proven.term(), new byte[0]);
                    }
                }
                case TooLarge _ -> throw new AssertionError(outcome.toString());
            }
        }
        throw new AssertionError("nobody took " + word);
    }

    void awaitWords(String peer, List<String> words) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> get(peer).state().words().equals(words));
    }

    static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** All at once: each peer waits a second for its log's thread. */
    @Override
    public void close() {
        held.values().forEach(released -> released.complete(null));
        List<CompletableFuture<Void>> stops =
                List.copyOf(running.keySet()).stream()
                        .map(peer -> CompletableFuture.runAsync(() -> stopUnchecked(peer)))
                        .toList();
        stops.forEach(TestGroup::join);
    }

    private void stopUnchecked(String peer) {
        try {
            stop(peer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
