// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Whom a certificate names: a member of one cluster. It is written into the certificate as the URI
 * {@code mainstay://CLUSTER/member/MEMBER}.
 */
public record MemberIdentity(String clusterId, String memberId) {
    private static final String KIND = "member";

    public MemberIdentity {
        var _ = new CertifiedName(clusterId, KIND, memberId);
    }

    /** The URI that stands in the certificate. */
    public String uri() {
        return new CertifiedName(clusterId, KIND, memberId).uri();
    }

    /** The member that a certificate names, if it names exactly one. */
    public static Optional<MemberIdentity> of(X509Certificate certificate) {
        return CertifiedName.of(certificate)
                .filter(name -> name.kind().equals(KIND))
                .map(name -> new MemberIdentity(name.clusterId(), name.id()));
    }
}
