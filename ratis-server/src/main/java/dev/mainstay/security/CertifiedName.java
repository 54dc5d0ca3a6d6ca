// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a certificate names, as it stands there: the URI {@code mainstay://CLUSTER/KIND/ID}.
 *
 * @param kind {@code member} or {@code remote}
 */
record CertifiedName(String clusterId, String kind, String id) {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,120}";
    private static final Pattern VALID = Pattern.compile(NAME);
    private static final Pattern URI =
            Pattern.compile("mainstay://(" + NAME + ")/(member|remote)/(" + NAME + ")");
    private static final int SUBJECT_ALTERNATIVE_URI = 6;

    CertifiedName {
        require("cluster id", clusterId);
        require(kind + " id", id);
    }

    private static void require(String what, String name) {
        if (!VALID.matcher(name).matches()) {
            throw new IllegalArgumentException("not a " + what + ": '" + name + "'");
        }
    }

    String uri() {
        return "mainstay://" + clusterId + "/" + kind + "/" + id;
    }

    /** The one that a certificate names, if it names exactly one. */
    static Optional<CertifiedName> of(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return Optional.empty();
            }
            List<CertifiedName> found = names.stream()
                    .filter(name -> Integer.valueOf(SUBJECT_ALTERNATIVE_URI)
                            .equals(name.getFirst()))
                    .map(name -> parse(String.valueOf(name.get(1))))
                    .flatMap(Optional::stream)
                    .toList();
            return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }

    private static Optional<CertifiedName> parse(String uri) {
        Matcher matcher = URI.matcher(uri);
        return matcher.matches()
                ? Optional.of(new CertifiedName(
                        matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }
}
