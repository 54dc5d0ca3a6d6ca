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

    /**
     * Why a holder may not speak.
     *
     * @param removed whether that is for ever, because the state holds that it was removed
     */
    record Refusal(String reason, boolean removed) {}

    /** Why the holder may not speak here; empty if it may. */
    Optional<Refusal> refusal(X509Certificate certificate, Unsettled unsettled) {
        Optional<MemberIdentity> found = MemberIdentity.of(certificate);
        if (found.isEmpty()) {
            return refused("the certificate names no member");
        }
        MemberIdentity identity = found.get();
        if (!identity.clusterId().equals(clusterId)) {
            return refused(
                    "the certificate is of cluster " + identity.clusterId() + ", this is "
                            + clusterId);
        }
        String key = Fingerprint.of(certificate.getPublicKey());
        return switch (members.standing(identity.memberId(), key)) {
            case MEMBER -> Optional.empty();
            case REMOVED ->
                    Optional.of(new Refusal(
                            "member " + identity.memberId() + " has been removed", true));
            case OTHER_KEY -> refused("member " + identity.memberId() + " has another key");
            case UNKNOWN -> refused("the cluster has no member " + identity.memberId());
            case NOT_YET_KNOWN ->
                    unsettled == Unsettled.ADMIT
                            ? Optional.empty()
                            : refused(
                                    "this node does not know member " + identity.memberId()
                                            + " yet; it has not caught up since it started");
        };
    }

    private static Optional<Refusal> refused(String reason) {
        return Optional.of(new Refusal(reason, false));
    }
}
