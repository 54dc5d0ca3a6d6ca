// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EndNoticeTest {

    private static final CertificateAuthority AUTHORITY =
            CertificateAuthority.create("c1", Instant.EPOCH);

    @Test
    void onlyTheClustersOwnAuthorityCanSignItsEnd() {
        byte[] signed = EndNotice.sign(AUTHORITY, "c1");
        CertificateAuthority other = CertificateAuthority.create("c1", Instant.EPOCH);

        assertTrue(EndNotice.isSigned(AUTHORITY.certificate(), "c1", signed));
        assertFalse(EndNotice.isSigned(AUTHORITY.certificate(), "c2", signed));
        assertFalse(EndNotice.isSigned(other.certificate(), "c1", signed));
        assertFalse(EndNotice.isSigned(AUTHORITY.certificate(), "c1", new byte[0]));
        assertFalse(EndNotice.isSigned(
                AUTHORITY.certificate(), "c1", EndNotice.sign(other, "c1")));
    }
}
