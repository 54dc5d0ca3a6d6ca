// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** A node's key pair and the request that proves that the node holds it. */
public final class NodeKeys {
    static final String SIGNATURE = "SHA256withECDSA";

    private NodeKeys() {}

    /** A fresh key on the curve P-256, which every TLS peer knows. */
    public static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new IllegalStateException("every Java platform has EC keys on P-256", e);
        }
    }

    /** A PKCS #10 request, in DER, signed with the key: it cannot be made for another's key. */
    public static byte[] request(KeyPair keys, String nodeName) {
        try {
            return new JcaPKCS10CertificationRequestBuilder(subject(nodeName), keys.getPublic())
                    .build(new JcaContentSignerBuilder(SIGNATURE).build(keys.getPrivate()))
                    .getEncoded();
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalArgumentException("the key cannot sign a certificate request", e);
        }
    }

    /**
     * The key of a request, once its signature has proven that the requester holds it.
     *
     * @throws GeneralSecurityException if it is not a request, or not signed with its own key
     */
    public static PublicKey verifyRequest(byte[] request) throws GeneralSecurityException {
        try {
            JcaPKCS10CertificationRequest parsed = new JcaPKCS10CertificationRequest(request);
            PublicKey key = parsed.getPublicKey();
            if (!parsed.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw new GeneralSecurityException(
                        "the certificate request is not signed with its own key");
            }
            return key;
        } catch (IOException | PKCSException | OperatorCreationException
                | IllegalArgumentException e) {
            throw new GeneralSecurityException("not a certificate request: " + e.getMessage(), e);
        }
    }

    /** A distinguished name; quoting is left to the library, as names may hold any character. */
    static X500Name subject(String commonName) {
        String escaped = commonName.replaceAll("([,+\"\\\\<>;=#])", "\\\\$1");
        return X500Name.getInstance(new X500Principal("CN=" + escaped).getEncoded());
    }
}
