// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the node's certificate by itself when two thirds of its life are over, and keeps trying
 * until it ends. The key stays the same, because the state knows the member by it.
 */
public final class CertificateRenewal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateRenewal.class);

    /** A third of the life is left then: months, during which a leader will be found. */
    private static final int LIFE_PARTS = 3;

    private final HotCredentials credentials;
    private final CredentialFolder folder;
    private final Issuer issuer;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;

    /** Asks the leader for a new certificate. */
    @FunctionalInterface
    public interface Issuer {
        /** A certificate for the same key, of the same authority; fails if none is issued. */
        CompletableFuture<X509Certificate> renew(NodeCredentials present);
    }

    /** @param timer runs the checks; closed together with this */
    public CertificateRenewal(
            HotCredentials credentials,
            CredentialFolder folder,
            Issuer issuer,
            InstantSource clock,
            ScheduledExecutorService timer) {
        this.credentials = credentials;
        this.folder = folder;
        this.issuer = issuer;
        this.clock = clock;
        this.timer = timer;
    }

    /** Checks now and then every {@code interval}. */
    public void start(Duration interval) {
        var _ =
                timer.scheduleWithFixedDelay(
                        this::check, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** When a certificate is to be renewed. */
    public static Instant due(X509Certificate certificate) {
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        return end.minus(Duration.between(begin, end).dividedBy(LIFE_PARTS));
    }

    private void check() {
        NodeCredentials present = credentials.current();
        if (clock.instant().isBefore(due(present.certificate()))) {
            return;
        }
        try {
            install(present, issuer.renew(present).get(1, TimeUnit.MINUTES));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn(
                    "the node's certificate, which ends at {}, could not be renewed; trying again",
                    present.certificate().getNotAfter().toInstant(),
                    e);
        }
    }

    private void install(NodeCredentials present, X509Certificate certificate)
            throws IOException, CertificateException {
        if (!certificate.getPublicKey().equals(present.certificate().getPublicKey())) {
            throw new CertificateException("the renewed certificate is for another key");
        }
        new ChainCheck(clock).require(certificate, present.authority());
        NodeCredentials renewed = present.withCertificate(certificate);
        // The disk first: after a restart the node must not fall back to the old certificate.
        folder.save(renewed);
        credentials.replace(renewed);
        LOG.info("renewed the node's certificate until {}", certificate.getNotAfter().toInstant());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
