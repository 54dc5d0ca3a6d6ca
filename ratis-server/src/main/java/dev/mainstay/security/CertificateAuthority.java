// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;

/**
 * The cluster's own authority: it vouches for the members' keys and for nothing else. It is made
 * by {@code cluster init} and kept on the voters, so that any leader can admit a node and renew a
 * certificate.
 *
 * <p>A certificate alone admits nobody: the state must name its member and key too. So there are
 * no revocation lists; removal from the state takes effect on the next call.
 */
@SuppressWarnings("JavaUtilDate") // The certificate builder takes nothing else.
public final class CertificateAuthority {
    /** Clusters outlive machines, and a new authority would mean to touch every node. */
    private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(20 * 365);

    /** A joining machine's clock may be behind, before anything could tell it so. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final int SERIAL_BITS = 127;

    private final SecureRandom random = new SecureRandom();
    private final PrivateKey key;
    private final X509Certificate certificate;

    private CertificateAuthority(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /** A new authority for a cluster. */
    public static CertificateAuthority create(String clusterId, Instant now) {
        KeyPair keys = NodeKeys.generate();
        X500Name name = NodeKeys.subject("Mainstay cluster " + clusterId);
        X509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        serial(new SecureRandom()),
                        Date.from(now.minus(BACKDATED)),
                        Date.from(now.plus(AUTHORITY_VALIDITY)),
                        name,
                        keys.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        } catch (CertIOException e) {
            throw new IllegalStateException("a certificate extension cannot be encoded", e);
        }
        return new CertificateAuthority(keys.getPrivate(), sign(builder, keys.getPrivate()));
    }

    /**
     * An authority from its parts, as {@link CredentialFolder} keeps them.
     *
     * @throws GeneralSecurityException if the key is not that of the certificate
     */
    public static CertificateAuthority of(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException {
        CredentialFolder.requirePair(key, certificate);
        return new CertificateAuthority(key, certificate);
    }

    /** The certificate that every member trusts. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The key; it leaves this machine only towards another voter, over mutual TLS. */
    public PrivateKey key() {
        return key;
    }

    /** What a join token pins. */
    public String fingerprint() {
        return Fingerprint.of(certificate);
    }

    /**
     * A certificate for a member's key, for both sides of a connection.
     *
     * @param key proven to be held by the member: {@link NodeKeys#verifyRequest}
     */
    public X509Certificate issue(
            PublicKey key,
            MemberIdentity member,
            CertificateNames names,
            Duration validity,
            Instant now) {
        return issue(key, member.uri(), names, now.plus(validity), now);
    }

    /**
     * A certificate for a remote machine's key. It lasts as long as this authority: nobody there
     * could renew it, and what it is worth the state says.
     */
    public X509Certificate issue(
            PublicKey key, RemoteIdentity machine, CertificateNames names, Instant now) {
        return issue(key, machine.uri(), names, certificate.getNotAfter().toInstant(), now);
    }

    private X509Certificate issue(
            PublicKey key, String uri, CertificateNames names, Instant until, Instant now) {
        X509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
                        serial(random),
                        Date.from(now.minus(BACKDATED)),
                        Date.from(until),
                        NodeKeys.subject(names.nodeName()),
                        key);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(
                            new KeyPurposeId[] {
                                KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                            }));
            builder.addExtension(
                    Extension.subjectAlternativeName, false, alternativeNames(uri, names));
        } catch (CertIOException e) {
            throw new IllegalArgumentException("a name cannot be put into a certificate", e);
        }
        return sign(builder, this.key);
    }

    private static GeneralNames alternativeNames(String uri, CertificateNames names) {
        Set<String> hosts = new LinkedHashSet<>();
        hosts.add(names.nodeName());
        hosts.addAll(names.hosts());
        hosts.addAll(List.of("localhost", "127.0.0.1", "::1"));
        List<GeneralName> all = new ArrayList<>();
        all.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
        for (String host : hosts) {
            int kind = IPAddress.isValid(host) ? GeneralName.iPAddress : GeneralName.dNSName;
            all.add(new GeneralName(kind, host));
        }
        return new GeneralNames(all.toArray(GeneralName[]::new));
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder(NodeKeys.SIGNATURE).build(key)));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("the authority cannot sign", e);
        }
    }

    private static BigInteger serial(SecureRandom random) {
        return new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
    }
}
