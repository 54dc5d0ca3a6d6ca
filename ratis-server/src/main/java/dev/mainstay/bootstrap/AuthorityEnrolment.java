// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.api.Enrolment;
import dev.mainstay.codec.api.MalformedRequest;
import dev.mainstay.port.NodeClock;
import dev.mainstay.security.CertificateAuthority;
import dev.mainstay.security.CertificateNames;
import dev.mainstay.security.EndNotice;
import dev.mainstay.security.Fingerprint;
import dev.mainstay.security.JoinToken;
import dev.mainstay.security.MemberIdentity;
import dev.mainstay.security.NodeKeys;
import dev.mainstay.security.RemoteIdentity;
import dev.mainstay.state.Content;
import dev.mainstay.state.Member;
import dev.mainstay.state.RemoteMachine;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Issues tokens and certificates with the authority's key that each voter keeps. */
final class AuthorityEnrolment implements Enrolment {

    /** Renewed by themselves after two thirds; a node may be switched off for the rest. */
    static final Duration CERTIFICATE_VALID = Duration.ofDays(365);

    private final String clusterId;
    private final CertificateAuthority authority;
    private final NodeClock clock;
    private final SecureRandom random = new SecureRandom();

    AuthorityEnrolment(String clusterId, CertificateAuthority authority, NodeClock clock) {
        this.clusterId = clusterId;
        this.authority = authority;
        this.clock = clock;
    }

    @Override
    public String keyFingerprint(byte[] certificateRequest) {
        return Fingerprint.of(key(certificateRequest));
    }

    @Override
    public String secretHash(String tokenId, String secret) {
        return JoinToken.hash(tokenId, secret);
    }

    @Override
    public NewToken createToken(List<String> apiAddresses, Instant expires) {
        JoinToken token = JoinToken.create(
                clusterId, authority.fingerprint(), apiAddresses, expires, random);
        return new NewToken(token.secretId(), token.secretHash(), token.text());
    }

    @Override
    public Credentials issue(byte[] certificateRequest, Member member) {
        X509Certificate certificate = certificate(authority, key(certificateRequest), clusterId,
                member.memberId(), member.node().value(), member.apiAddress(), clock.wall());
        try {
            return new Credentials(certificate.getEncoded(),
                    authority.certificate().getEncoded(), authority.key().getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Certificates issue(byte[] certificateRequest, RemoteMachine machine) {
        X509Certificate certificate = authority.issue(key(certificateRequest),
                new RemoteIdentity(clusterId, machine.machineId()),
                new CertificateNames(
                        machine.node().value(), List.of(HostPort.host(machine.address()))),
                clock.wall());
        return new Certificates(Der.encode(certificate), Der.encode(authority.certificate()));
    }

    @Override
    public EndOfCluster endOfCluster() {
        return new EndOfCluster(
                Content.copyOf(Der.encode(authority.certificate())),
                Content.copyOf(EndNotice.sign(authority, clusterId)));
    }

    /** A member's certificate as this cluster writes them. */
    static X509Certificate certificate(
            CertificateAuthority authority,
            PublicKey key,
            String clusterId,
            String memberId,
            String node,
            String apiAddress,
            Instant now) {
        return authority.issue(key, new MemberIdentity(clusterId, memberId),
                new CertificateNames(node, List.of(HostPort.host(apiAddress))),
                CERTIFICATE_VALID, now);
    }

    private static PublicKey key(byte[] certificateRequest) {
        try {
            return NodeKeys.verifyRequest(certificateRequest);
        } catch (GeneralSecurityException invalid) {
            throw new MalformedRequest(
                    "certificate_request", String.valueOf(invalid.getMessage()));
        }
    }
}
