// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * What a node shows of itself, and whom it trusts.
 *
 * @param key the node's private key
 * @param certificate the node's certificate, for that key
 * @param authority the certificate of the cluster's authority, which issued it
 */
public record NodeCredentials(
        PrivateKey key, X509Certificate certificate, X509Certificate authority) {
    /** The member that the certificate names. */
    public MemberIdentity identity() {
        return MemberIdentity.of(certificate)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "the node's certificate names no member"));
    }

    /** The fingerprint under which the state knows the member's key. */
    public String keyFingerprint() {
        return Fingerprint.of(certificate.getPublicKey());
    }

    /** The same key under a renewed certificate. */
    public NodeCredentials withCertificate(X509Certificate renewed) {
        return new NodeCredentials(key, renewed, authority);
    }
}
