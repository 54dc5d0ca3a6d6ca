// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a certificate names: a member of one cluster. It is written into the certificate as the URI
 * {@code mainstay://CLUSTER/member/MEMBER}.
 */
public record MemberIdentity(String clusterId, String memberId) {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,120}";
    private static final Pattern VALID = Pattern.compile(NAME);
    private static final Pattern URI =
            Pattern.compile("mainstay://(" + NAME + ")/member/(" + NAME + ")");
    private static final int SUBJECT_ALTERNATIVE_URI = 6;

    public MemberIdentity {
        require("cluster id", clusterId);
        require("member id", memberId);
    }

    private static void require(String what, String name) {
        if (!VALID.matcher(name).matches()) {
            throw new IllegalArgumentException("not a " + what + ": '" + name + "'");
        }
    }

    /** The URI that stands in the certificate. */
    public String uri() {
        return "mainstay://" + clusterId + "/member/" + memberId;
    }

    /** The member that a certificate names, if it names exactly one. */
    public static Optional<MemberIdentity> of(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return Optional.empty();
            }
            List<MemberIdentity> identities =
                    names.stream()
                            .filter(name -> Integer.valueOf(SUBJECT_ALTERNATIVE_URI)
                                    .equals(name.getFirst()))
                            .map(name -> parse(String.valueOf(name.get(1))))
                            .flatMap(Optional::stream)
                            .toList();
            return identities.size() == 1 ? Optional.of(identities.getFirst()) : Optional.empty();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }

    private static Optional<MemberIdentity> parse(String uri) {
        Matcher matcher = URI.matcher(uri);
        return matcher.matches()
                ? Optional.of(new MemberIdentity(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }
}
