// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys and certificates as PEM text, readable by openssl. */
public final class Pem {
    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    /** A certificate as PEM. */
    public static String of(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("the certificate has no encoding", e);
        }
    }

    /** A private key as PKCS #8 PEM: a secret. */
    public static String of(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /** Reads the first certificate of a text. */
    public static X509Certificate certificate(String pem) throws GeneralSecurityException {
        byte[] der = content("CERTIFICATE", pem);
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
    }

    /** Reads the private key of a text. */
    public static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        byte[] der = content("PRIVATE KEY", pem);
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(der) + "\n-----END "
                + label + "-----\n";
    }

    private static byte[] content(String label, String pem) throws GeneralSecurityException {
        Matcher matcher =
                Pattern.compile(
                        "-----BEGIN " + label + "-----\\s(.+?)-----END " + label + "-----",
                        Pattern.DOTALL)
                        .matcher(pem);
        if (!matcher.find()) {
            throw new GeneralSecurityException("there is no PEM block " + label);
        }
        try {
            return Base64.getMimeDecoder().decode(matcher.group(1));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("the PEM block " + label + " is damaged", e);
        }
    }
}
