// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mainstay.codec.api.RemoteRequests;
import dev.mainstay.port.MemberDirectory.Standing;
import dev.mainstay.proto.v1.ExcludeMembersResponse;
import dev.mainstay.proto.v1.RemoteAgentGrpc;
import dev.mainstay.security.CertificateAuthority;
import dev.mainstay.security.CertificateNames;
import dev.mainstay.security.CredentialFolder;
import dev.mainstay.security.HotCredentials;
import dev.mainstay.security.MemberIdentity;
import dev.mainstay.security.NodeCredentials;
import dev.mainstay.security.NodeKeys;
import dev.mainstay.security.RemoteIdentity;
import dev.mainstay.security.TlsContexts;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may order on a remote machine. */
class RemoteAgentServerTest {

    @TempDir
    private Path directory;

    private final CertificateAuthority authority =
            CertificateAuthority.create("blue", Instant.now());
    private final List<ManagedChannel> channels = new ArrayList<>();
    private RemoteSettings settings;
    private NodeCredentials machine;
    private RemoteAgentServer server;

    RemoteAgentServerTest() throws IOException {
        settings = RemoteSettings.of("far", "127.0.0.1", freePort(),
                RemoteSettings.folder(Optional.of(Path.of("unused"))));
        machine = remote(authority, "m1");
    }

    @BeforeEach
    void serves() throws Exception {
        NodeFolder folder = RemoteSettings.folder(Optional.of(directory));
        settings = RemoteSettings.of("far", "127.0.0.1", settings.port(), folder);
        new CredentialFolder(folder.keys()).save(machine);
        PrivateFile.write(RemoteMembership.file(folder),
                new RemoteMembership("blue", "test", "m1").text());
        PrivateFile.write(folder.settings(), settings.text());
        open();
    }

    private void open() throws InterruptedException {
        server = RemoteAgentServer.open(
                RemoteSettings.read(settings.folder()), List::of, new SystemClock());
    }

    @AfterEach
    void ends() {
        channels.forEach(ManagedChannel::shutdownNow);
        server.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static NodeCredentials member(CertificateAuthority issuer, String id) {
        KeyPair keys = NodeKeys.generate();
        return new NodeCredentials(keys.getPrivate(),
                issuer.issue(keys.getPublic(), new MemberIdentity("blue", id),
                        new CertificateNames(id, List.of()), Duration.ofDays(1), Instant.now()),
                issuer.certificate());
    }

    private static NodeCredentials remote(CertificateAuthority issuer, String id) {
        KeyPair keys = NodeKeys.generate();
        return new NodeCredentials(keys.getPrivate(),
                issuer.issue(keys.getPublic(), new RemoteIdentity("blue", id),
                        new CertificateNames("far", List.of()), Instant.now()),
                issuer.certificate());
    }

    private ChannelCredentials asMember(String id) {
        return new TlsContexts(new HotCredentials(member(authority, id)),
                (memberId, key) -> Standing.UNKNOWN, Instant::now)
                .remoteClient("m1", machine.keyFingerprint());
    }

    private ExcludeMembersResponse exclude(ChannelCredentials credentials, String... ids) {
        ManagedChannel channel =
                Grpc.newChannelBuilder(settings.agentAddress(), credentials).build();
        channels.add(channel);
        return RemoteAgentGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS)
                .excludeMembers(RemoteRequests.exclusion(List.of(ids)));
    }

    private Status.Code refused(ChannelCredentials credentials) {
        return assertThrows(StatusRuntimeException.class, () -> exclude(credentials))
                .getStatus().getCode();
    }

    @Test
    void anyMemberMayCallUntilItIsNamedAsRemovedAlsoAfterARestart() throws Exception {
        assertEquals("m1", exclude(asMember("a.1")).getMachineId());
        exclude(asMember("b.1"), "a.1");
        assertEquals(Status.Code.PERMISSION_DENIED, refused(asMember("a.1")));

        server.close();
        open();
        exclude(asMember("b.1"));
        assertEquals(Status.Code.PERMISSION_DENIED, refused(asMember("a.1")));
    }

    @Test
    void otherRemoteMachinesAndOtherClustersAreRefused() {
        TlsContexts otherMachine = TlsContexts.ofRemote(
                new HotCredentials(remote(authority, "m2")), new RemoteIdentity("blue", "m2"),
                (memberId, key) -> Standing.UNKNOWN, Instant::now);
        assertEquals(Status.Code.PERMISSION_DENIED, refused(
                otherMachine.remoteClient("m1", machine.keyFingerprint())));

        CertificateAuthority foreign = CertificateAuthority.create("blue", Instant.now());
        TlsContexts stranger = new TlsContexts(new HotCredentials(member(foreign, "a.1")),
                (memberId, key) -> Standing.UNKNOWN, Instant::now);
        assertEquals(Status.Code.UNAVAILABLE, refused(
                stranger.remoteClient("m1", machine.keyFingerprint())));
    }

    @Test
    void memberConnectsToNoOtherMachineAndToNoOtherKey() {
        TlsContexts member = new TlsContexts(new HotCredentials(member(authority, "a.1")),
                (memberId, key) -> Standing.UNKNOWN, Instant::now);
        assertEquals(Status.Code.UNAVAILABLE, refused(
                member.remoteClient("m2", machine.keyFingerprint())));
        assertEquals(Status.Code.UNAVAILABLE, refused(member.remoteClient("m1", "another-key")));
    }

    @Test
    void machinesCertificateNamesNoMember() {
        assertEquals(Optional.empty(), MemberIdentity.of(machine.certificate()));
    }

    @Test
    void folderOfARemoteMachineBecomesNoMember() {
        StartupFailure refusal = assertThrows(StartupFailure.class,
                () -> NodeNames.requireNoCluster(settings.folder()));
        assertEquals(ExitCode.REFUSED, refusal.exitCode());
    }
}
