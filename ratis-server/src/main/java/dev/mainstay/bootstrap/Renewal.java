// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.port.NodeClock;
import dev.mainstay.security.CertificateAuthority;
import dev.mainstay.security.CertificateRenewal;
import dev.mainstay.security.CredentialFolder;
import dev.mainstay.security.HotCredentials;
import dev.mainstay.security.NodeCredentials;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/**
 * Lets a voter renew its own certificate with the authority's key that it keeps. The key pair
 * stays, so the state need not be told: it knows members by their keys.
 */
final class Renewal {

    /** A year's certificate has months left when it falls due. */
    private static final Duration CHECK_INTERVAL = Duration.ofHours(6);

    private Renewal() {}

    static CertificateRenewal start(
            NodeConfiguration configuration,
            NodeIdentity identity,
            HotCredentials credentials,
            CertificateAuthority authority,
            NodeClock clock) {
        CertificateRenewal renewal = new CertificateRenewal(
                credentials,
                new CredentialFolder(configuration.folder().keys()),
                present -> CompletableFuture.completedFuture(
                        renewed(present, configuration, identity, authority, clock)),
                clock::wall,
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("certificate-renewal").daemon(true).factory()));
        renewal.start(CHECK_INTERVAL);
        return renewal;
    }

    private static X509Certificate renewed(
            NodeCredentials present,
            NodeConfiguration configuration,
            NodeIdentity identity,
            CertificateAuthority authority,
            NodeClock clock) {
        return AuthorityEnrolment.certificate(authority, present.certificate().getPublicKey(),
                identity.clusterId(), identity.memberId(), configuration.node(),
                configuration.apiAddress(), clock.wall());
    }
}
