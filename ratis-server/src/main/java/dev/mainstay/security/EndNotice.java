// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;

/**
 * An authority's word that its cluster was superseded by one restored from a backup of it
 * (safety.md 25). It is signed when the backup is saved, because the restored cluster has another
 * authority and no key of this one. Whoever holds a backup can end the daemons of its cluster with
 * it, and nothing else.
 */
public final class EndNotice {

    private EndNotice() {}

    /** Signs the end of the authority's own cluster. */
    public static byte[] sign(CertificateAuthority authority, String clusterId) {
        try {
            Signature signature = Signature.getInstance(NodeKeys.SIGNATURE);
            signature.initSign(authority.key());
            signature.update(words(clusterId));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the authority cannot sign", e);
        }
    }

    /** Whether the authority has signed the end of the cluster. */
    public static boolean isSigned(
            X509Certificate authority, String clusterId, byte[] signature) {
        try {
            Signature check = Signature.getInstance(NodeKeys.SIGNATURE);
            check.initVerify(authority.getPublicKey());
            check.update(words(clusterId));
            return check.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    private static byte[] words(String clusterId) {
        return ("mainstay: cluster " + clusterId + " was superseded by a restored one\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
