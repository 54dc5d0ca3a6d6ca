// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import dev.mainstay.port.MemberDirectory;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Whether the holder of a certificate is a member now, by the state and not by the certificate. */
final class MemberAdmission {
    private final String clusterId;
    private final MemberDirectory members;

    MemberAdmission(String clusterId, MemberDirectory members) {
        this.clusterId = clusterId;
        this.members = members;
    }

    /** What to do with one whom the state may not know yet: see {@link MemberDirectory}. */
    enum Unsettled {
        ADMIT,
        REFUSE
    }

    /** Why the holder may not speak here; empty if it may. */
    Optional<String> refusal(X509Certificate certificate, Unsettled unsettled) {
        Optional<MemberIdentity> found = MemberIdentity.of(certificate);
        if (found.isEmpty()) {
            return Optional.of("the certificate names no member");
        }
        MemberIdentity identity = found.get();
        if (!identity.clusterId().equals(clusterId)) {
            return Optional.of(
                    "the certificate is of cluster " + identity.clusterId() + ", this is "
                            + clusterId);
        }
        String key = Fingerprint.of(certificate.getPublicKey());
        return switch (members.standing(identity.memberId(), key)) {
            case MEMBER -> Optional.empty();
            case REMOVED ->
                    Optional.of(
                            "member " + identity.memberId() + " has been removed, or has another"
                                    + " key");
            case UNKNOWN -> Optional.of("the cluster has no member " + identity.memberId());
            case NOT_YET_KNOWN ->
                    unsettled == Unsettled.ADMIT
                            ? Optional.empty()
                            : Optional.of(
                                    "this node does not know member " + identity.memberId()
                                            + " yet; it has not caught up since it started");
        };
    }
}
