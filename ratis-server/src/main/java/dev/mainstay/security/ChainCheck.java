// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** Whether a certificate was issued by the cluster's authority and is valid now. */
final class ChainCheck {
    private final InstantSource clock;

    ChainCheck(InstantSource clock) {
        this.clock = clock;
    }

    /** Throws, naming the certificate and what is wrong with it. */
    @SuppressWarnings("JavaUtilDate") // The platform's certificate classes take nothing else.
    void require(X509Certificate leaf, X509Certificate authority) throws CertificateException {
        Instant now = clock.instant();
        if (now.isAfter(leaf.getNotAfter().toInstant())) {
            throw new CertificateException(
                    subject(leaf) + " expired at " + leaf.getNotAfter().toInstant());
        }
        try {
            CertPath path =
                    CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf));
            PKIXParameters parameters =
                    new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
            // Removal from the state does the work of revocation, at once.
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
        } catch (GeneralSecurityException e) {
            throw new CertificateException(
                    subject(leaf) + " was not issued by this cluster's authority, or is not valid"
                            + " now: " + e.getMessage(),
                    e);
        }
    }

    private static String subject(X509Certificate certificate) {
        return "the certificate of " + certificate.getSubjectX500Principal().getName();
    }
}
