// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import dev.mainstay.port.MemberDirectory;
import dev.mainstay.security.MemberAdmission.Refusal;
import dev.mainstay.security.MemberAdmission.Unsettled;
import io.grpc.ChannelCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS of one node, for each of its ports and for its clients.
 *
 * <table>
 * <caption>Who is asked for what</caption>
 * <tr><th>Port</th><th>In the handshake</th><th>On every call</th></tr>
 * <tr><td>API</td><td>a certificate is optional; one of a stranger is refused</td>
 *     <td>{@link MemberInterceptor}: member, except for Join</td></tr>
 * <tr><td>agent</td><td>a certificate of the cluster</td><td>{@link MemberInterceptor}</td></tr>
 * <tr><td>Raft</td><td>a certificate of a member</td><td>{@link #raftRefusal}</td></tr>
 * </table>
 */
public final class TlsContexts {
    private final HotCredentials credentials;
    private final ChainCheck chains;
    private final MemberAdmission admission;

    /** @param clock tells whether a certificate is valid now */
    public TlsContexts(HotCredentials credentials, MemberDirectory members, InstantSource clock) {
        this(credentials, credentials.current().identity().clusterId(), members, clock);
    }

    private TlsContexts(
            HotCredentials credentials,
            String clusterId,
            MemberDirectory members,
            InstantSource clock) {
        this.credentials = credentials;
        this.chains = new ChainCheck(clock);
        this.admission = new MemberAdmission(clusterId, members);
    }

    /**
     * Of a remote machine, whose certificate names no member.
     *
     * @param members whom it lets in, of those with a certificate of its cluster's authority
     */
    public static TlsContexts ofRemote(
            HotCredentials credentials,
            RemoteIdentity identity,
            MemberDirectory members,
            InstantSource clock) {
        return new TlsContexts(credentials, identity.clusterId(), members, clock);
    }

    /** For the API port: a machine that joins has no certificate yet. */
    public ServerCredentials apiServer() {
        return server(ClientAuth.OPTIONAL);
    }

    /** For ports on which nobody without a certificate has business. */
    public ServerCredentials memberServer() {
        return server(ClientAuth.REQUIRE);
    }

    private ServerCredentials server(ClientAuth clientAuth) {
        return TlsServerCredentials.newBuilder()
                .keyManager(credentials.keyManager())
                .trustManager(new PeerTrust(this::requireOfThisCluster))
                .clientAuth(clientAuth)
                .build();
    }

    /** For a client: shows this node's certificate, trusts this cluster's servers. */
    public ChannelCredentials client() {
        return client(new PeerTrust(this::requireOfThisCluster));
    }

    /** For a client that means one certain member and no other. */
    public ChannelCredentials client(String memberId) {
        return client(
                new PeerTrust(
                        chain -> {
                            requireOfThisCluster(chain);
                            requireMember(chain[0], memberId);
                        }));
    }

    /** For a client that means one remote machine, with the key that the state names. */
    public ChannelCredentials remoteClient(String machineId, String keyFingerprint) {
        return client(new PeerTrust(chain -> {
            requireOfThisCluster(chain);
            String found = RemoteIdentity.of(chain[0]).map(RemoteIdentity::machineId)
                    .orElse("nobody");
            String key = Fingerprint.of(chain[0].getPublicKey());
            if (!found.equals(machineId) || !key.equals(keyFingerprint)) {
                throw new CertificateException("the agent there is of remote machine " + found
                        + " with key " + key + ", expected was " + machineId + " with key "
                        + keyFingerprint);
            }
        }));
    }

    private ChannelCredentials client(X509ExtendedTrustManager trust) {
        return TlsChannelCredentials.newBuilder()
                .keyManager(credentials.keyManager())
                .trustManager(trust)
                .build();
    }

    /**
     * For the one call of a machine that joins: the server must prove the authority that the
     * token's fingerprint names; the client has nothing to show.
     */
    public static ChannelCredentials joining(JoinToken token, InstantSource clock) {
        ChainCheck chains = new ChainCheck(clock);
        PeerTrust trust =
                new PeerTrust(
                        chain -> {
                            X509Certificate authority = chain[chain.length - 1];
                            if (!Fingerprint.of(authority).equals(token.authorityFingerprint())) {
                                throw new CertificateException(
                                        "the server is not of the cluster that the join token"
                                                + " names: its authority is "
                                                + Fingerprint.of(authority));
                            }
                            chains.require(chain[0], authority);
                        });
        return TlsChannelCredentials.newBuilder().trustManager(trust).build();
    }

    /** For a call to a server that proves an authority of its own; the client shows nothing. */
    public static ChannelCredentials ofAuthority(
            X509Certificate authority, InstantSource clock) {
        ChainCheck chains = new ChainCheck(clock);
        return TlsChannelCredentials.newBuilder()
                .trustManager(new PeerTrust(chain -> chains.require(chain[0], authority)))
                .build();
    }

    /** For the Raft port, both sides: a member, or one whom this node cannot know yet. */
    public X509ExtendedTrustManager raftTrust() {
        return new PeerTrust(
                chain -> {
                    requireOfThisCluster(chain);
                    Optional<String> refused = raftRefusal(chain[0]);
                    if (refused.isPresent()) {
                        throw new CertificateException(refused.get());
                    }
                });
    }

    /** This node's keys, for the Raft port. */
    public X509ExtendedKeyManager keyManager() {
        return credentials.keyManager();
    }

    /** Why the holder may not speak on the Raft port, asked again on every message. */
    public Optional<String> raftRefusal(X509Certificate certificate) {
        return admission.refusal(certificate, Unsettled.ADMIT).map(Refusal::reason);
    }

    /** Why the holder may not speak on any other port. */
    Optional<Refusal> refusal(X509Certificate certificate) {
        return admission.refusal(certificate, Unsettled.REFUSE);
    }

    private void requireOfThisCluster(X509Certificate[] chain) throws CertificateException {
        chains.require(chain[0], credentials.current().authority());
    }

    private static void requireMember(X509Certificate certificate, String memberId)
            throws CertificateException {
        String found =
                MemberIdentity.of(certificate).map(MemberIdentity::memberId).orElse("nobody");
        if (!found.equals(memberId)) {
            throw new CertificateException(
                    "the server there is member " + found + ", expected was " + memberId);
        }
    }
}
