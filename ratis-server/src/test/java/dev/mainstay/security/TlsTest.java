// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.port.MemberDirectory.Standing;
import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final Duration LIFE = Duration.ofDays(30);
    @TempDir
    Path folder;

    private final Instant start = Instant.now();
    private final AtomicReference<Instant> now = new AtomicReference<>(start);
    private final InstantSource clock = now::get;
    private final CertificateAuthority authority = CertificateAuthority.create("blue", start);
    private final Map<String, Standing> members = new ConcurrentHashMap<>();
    private final HotCredentials serverKeys = new HotCredentials(issue(authority, "server.1"));
    private final TlsContexts serverTls = contexts(serverKeys);
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final List<Server> servers = new ArrayList<>();
    private int port;

    @BeforeEach
    void startApi() throws IOException {
        members.put("server.1", Standing.MEMBER);
        members.put("client.2", Standing.MEMBER);
        port = serve(serverTls.apiServer());
    }

    @AfterEach
    void stop() {
        channels.forEach(ManagedChannel::shutdownNow);
        servers.forEach(Server::shutdownNow);
    }

    private int serve(ServerCredentials credentials) throws IOException {
        Server server =
                NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        credentials)
                        .addService(EchoService.definition())
                        .intercept(new MemberInterceptor(serverTls, Set.of("test.Echo/Join")))
                        .build()
                        .start();
        servers.add(server);
        return server.getPort();
    }

    private TlsContexts contexts(HotCredentials keys) {
        return new TlsContexts(
                keys, (member, key) -> members.getOrDefault(member, Standing.UNKNOWN), clock);
    }

    private NodeCredentials issue(CertificateAuthority issuer, String member) {
        KeyPair keys = NodeKeys.generate();
        X509Certificate certificate =
                issuer.issue(
                        keys.getPublic(),
                        new MemberIdentity("blue", member),
                        new CertificateNames(member, List.of()),
                        LIFE,
                        now.get());
        return new NodeCredentials(keys.getPrivate(), certificate, issuer.certificate());
    }

    private ManagedChannel channel(ChannelCredentials credentials) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port, credentials).build();
        channels.add(channel);
        return channel;
    }

    private ManagedChannel member(String id) {
        return channel(contexts(new HotCredentials(issue(authority, id))).client());
    }

    private static Status.Code refusal(ManagedChannel channel) {
        return assertThrows(
                StatusRuntimeException.class,
                () -> EchoService.call(channel, EchoService.ECHO))
                .getStatus()
                .getCode();
    }

    private JoinToken token(String fingerprint) {
        return JoinToken.create(
                "blue",
                fingerprint,
                List.of("127.0.0.1:" + port),
                start.plusSeconds(60),
                new SecureRandom());
    }

    @Test
    void memberIsServed() {
        byte[] answer = EchoService.call(member("client.2"), EchoService.ECHO);
        assertArrayEquals(new byte[] {1}, answer);
    }

    @Test
    void certificateOfAnotherAuthorityIsRefusedInTheHandshake() {
        CertificateAuthority foreign = CertificateAuthority.create("blue", start);
        NodeCredentials stolen = issue(foreign, "client.2");
        HotCredentials keys =
                new HotCredentials(
                        new NodeCredentials(
                                stolen.key(), stolen.certificate(), authority.certificate()));
        assertEquals(Status.Code.UNAVAILABLE, refusal(channel(contexts(keys).client())));
    }

    @Test
    void clientTrustsNoServerOfAnotherAuthority() {
        HotCredentials keys =
                new HotCredentials(issue(CertificateAuthority.create("blue", start), "client.2"));
        assertEquals(Status.Code.UNAVAILABLE, refusal(channel(contexts(keys).client())));
    }

    @Test
    void expiredCertificateIsRefused() {
        ManagedChannel client = member("client.2");
        now.set(start.plus(LIFE).plusSeconds(1));
        assertEquals(Status.Code.UNAVAILABLE, refusal(client));
    }

    @Test
    void strangerMayCallJoinAndNothingElse() {
        ManagedChannel stranger =
                channel(TlsContexts.joining(token(authority.fingerprint()), clock));
        assertArrayEquals(new byte[] {1}, EchoService.call(stranger, EchoService.JOIN));
        assertEquals(Status.Code.UNAUTHENTICATED, refusal(stranger));
    }

    @Test
    void joiningMachineTalksToNoOtherClusterThanItsTokenNames() {
        ManagedChannel stranger = channel(TlsContexts.joining(token("00".repeat(32)), clock));
        assertEquals(Status.Code.UNAVAILABLE, refusal(stranger));
    }

    @Test
    void plaintextIsNotServed() {
        assertEquals(
                Status.Code.UNAVAILABLE, refusal(channel(InsecureChannelCredentials.create())));
    }

    @Test
    void memberPortTakesNobodyWithoutACertificate() throws IOException {
        port = serve(serverTls.memberServer());
        assertEquals(
                Status.Code.UNAVAILABLE,
                refusal(channel(TlsContexts.joining(token(authority.fingerprint()), clock))));
        EchoService.call(member("client.2"), EchoService.ECHO);
    }

    @Test
    void clientThatMeansAnotherMemberDoesNotTalkToThisOne() {
        TlsContexts tls = contexts(new HotCredentials(issue(authority, "client.2")));
        EchoService.call(channel(tls.client("server.1")), EchoService.ECHO);
        assertEquals(Status.Code.UNAVAILABLE, refusal(channel(tls.client("server.9"))));
    }

    @Test
    void removedMemberIsRefusedOnItsOpenConnection() {
        ManagedChannel client = member("client.2");
        EchoService.call(client, EchoService.ECHO);
        members.put("client.2", Standing.REMOVED);
        assertEquals(Status.Code.PERMISSION_DENIED, refusal(client));
        members.remove("client.2");
        assertEquals(Status.Code.PERMISSION_DENIED, refusal(client));
    }

    @Test
    void removalEndsAnOpenStream() throws InterruptedException {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        StreamObserver<byte[]> requests =
                ClientCalls.asyncBidiStreamingCall(
                        member("client.2").newCall(EchoService.STREAM, CallOptions.DEFAULT),
                        recorder(seen));
        requests.onNext(new byte[] {1});
        assertEquals("answer", seen.poll(30, TimeUnit.SECONDS));
        members.put("client.2", Standing.REMOVED);
        requests.onNext(new byte[] {1});
        assertEquals("PERMISSION_DENIED", seen.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void raftPortKnowsRemovedFromNotYetKnown() throws CertificateException {
        X509Certificate[] chain = {issue(authority, "client.2").certificate()};
        serverTls.raftTrust().checkClientTrusted(chain, "EC");
        members.put("client.2", Standing.NOT_YET_KNOWN);
        serverTls.raftTrust().checkClientTrusted(chain, "EC");
        assertTrue(serverTls.refusal(chain[0]).isPresent());
        members.put("client.2", Standing.REMOVED);
        assertThrows(
                CertificateException.class,
                () -> serverTls.raftTrust().checkServerTrusted(chain, "EC"));
        assertTrue(serverTls.raftRefusal(chain[0]).isPresent());
    }

    @Test
    void certificateIsRenewedWithoutARestart() throws Exception {
        CredentialFolder kept = new CredentialFolder(folder);
        X509Certificate old = serverKeys.current().certificate();
        now.set(CertificateRenewal.due(old).plusSeconds(1));
        CertificateRenewal renewal =
                new CertificateRenewal(
                        serverKeys,
                        kept,
                        present -> CompletableFuture.completedFuture(renewed(present)),
                        clock,
                        Executors.newSingleThreadScheduledExecutor());
        try (renewal) {
            renewal.start(Duration.ofHours(1));
            Awaitility.await().until(() -> !serverKeys.current().certificate().equals(old));
        }
        X509Certificate fresh = serverKeys.current().certificate();
        assertEquals(old.getPublicKey(), fresh.getPublicKey());
        assertNotEquals(old.getSerialNumber(), fresh.getSerialNumber());
        assertEquals(fresh, kept.loadNode().orElseThrow().certificate());
        // Past the end of the old certificate a new connection is served all the same.
        now.set(start.plus(LIFE).plusSeconds(1));
        EchoService.call(member("client.2"), EchoService.ECHO);
        assertFalse(servers.getFirst().isShutdown());
    }

    private X509Certificate renewed(NodeCredentials present) {
        return authority.issue(
                present.certificate().getPublicKey(),
                present.identity(),
                new CertificateNames("server.1", List.of()),
                LIFE,
                now.get());
    }

    private static StreamObserver<byte[]> recorder(BlockingQueue<String> seen) {
        return new StreamObserver<>() {
            @Override
            public void onNext(byte[] answer) {
                seen.add("answer");
            }

            @Override
            public void onError(Throwable failure) {
                seen.add(Status.fromThrowable(failure).getCode().toString());
            }

            @Override
            public void onCompleted() {
                seen.add("completed");
            }
        };
    }
}
