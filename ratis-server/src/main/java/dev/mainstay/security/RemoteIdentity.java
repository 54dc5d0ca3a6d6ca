// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * The remote machine that a certificate names, as {@code mainstay://CLUSTER/remote/MACHINE}. To
 * members' ports it is nobody: no certificate of this kind opens one.
 */
public record RemoteIdentity(String clusterId, String machineId) {
    private static final String KIND = "remote";

    public RemoteIdentity {
        var _ = new CertifiedName(clusterId, KIND, machineId);
    }

    /** The URI that stands in the certificate. */
    public String uri() {
        return new CertifiedName(clusterId, KIND, machineId).uri();
    }

    /** The remote machine that a certificate names, if it names exactly one. */
    public static Optional<RemoteIdentity> of(X509Certificate certificate) {
        return CertifiedName.of(certificate)
                .filter(name -> name.kind().equals(KIND))
                .map(name -> new RemoteIdentity(name.clusterId(), name.id()));
    }
}
