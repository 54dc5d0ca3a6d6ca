// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    @TempDir
    Path folder;

    private final CertificateAuthority authority = CertificateAuthority.create("blue", NOW);

    private NodeCredentials credentials() {
        KeyPair keys = NodeKeys.generate();
        X509Certificate certificate =
                authority.issue(
                        keys.getPublic(),
                        new MemberIdentity("blue", "n1.5"),
                        new CertificateNames("node, one", List.of("10.0.0.7", "n1.example.org")),
                        Duration.ofDays(365),
                        NOW);
        return new NodeCredentials(keys.getPrivate(), certificate, authority.certificate());
    }

    @Test
    void certificateNamesTheMemberAndItsAddresses() throws GeneralSecurityException {
        NodeCredentials node = credentials();
        assertEquals(new MemberIdentity("blue", "n1.5"), node.identity());
        String names = node.certificate().getSubjectAlternativeNames().toString();
        for (String name : List.of("10.0.0.7", "n1.example.org", "127.0.0.1", "localhost")) {
            assertTrue(names.contains(name), names);
        }
        node.certificate().verify(authority.certificate().getPublicKey());
    }

    @Test
    void everyFileIsTheOwnersAloneAndComesBackAsItWas() throws IOException {
        CredentialFolder keys = new CredentialFolder(folder.resolve("keys"));
        assertEquals(Optional.empty(), keys.loadNode());
        NodeCredentials node = credentials();
        keys.save(node);
        keys.save(authority);
        try (var files = Files.list(folder.resolve("keys"))) {
            for (Path file : files.toList()) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        file.toString());
            }
        }
        assertEquals(Optional.of(node), keys.loadNode());
        assertEquals(
                authority.fingerprint(), keys.loadAuthority().orElseThrow().fingerprint());
        keys.forgetAuthority();
        assertTrue(keys.loadAuthority().isEmpty());
    }

    @Test
    void keyThatOthersMayReadIsRefused() throws IOException {
        CredentialFolder keys = new CredentialFolder(folder);
        keys.save(credentials());
        Files.setPosixFilePermissions(
                folder.resolve("node.key"), PosixFilePermissions.fromString("rw-r-----"));
        IOException refused = assertThrows(IOException.class, keys::loadNode);
        assertTrue(refused.getMessage().contains("0600"), refused.getMessage());
    }

    @Test
    void keyOfAnotherCertificateIsNoticed() throws IOException {
        CredentialFolder keys = new CredentialFolder(folder);
        keys.save(credentials());
        SecretFile.write(
                folder.resolve("node.key"), Pem.of(NodeKeys.generate().getPrivate()));
        IOException refused = assertThrows(IOException.class, keys::loadNode);
        assertTrue(refused.getMessage().contains("join again"), refused.getMessage());
    }

    @Test
    void requestProvesThatTheKeyIsHeld() throws GeneralSecurityException {
        KeyPair keys = NodeKeys.generate();
        byte[] request = NodeKeys.request(keys, "node");
        assertEquals(keys.getPublic(), NodeKeys.verifyRequest(request));
        byte[] forged = request.clone();
        forged[forged.length - 3] ^= 1;
        assertThrows(
                GeneralSecurityException.class, () -> NodeKeys.verifyRequest(forged));
        assertThrows(
                GeneralSecurityException.class,
                () -> NodeKeys.verifyRequest(new byte[] {1, 2, 3}));
    }

    @Test
    void renewalIsDueAfterTwoThirdsOfTheLife() {
        X509Certificate certificate = credentials().certificate();
        Instant due = CertificateRenewal.due(certificate);
        Instant end = certificate.getNotAfter().toInstant();
        assertEquals(Duration.ofDays(365).plusHours(1).dividedBy(3), Duration.between(due, end));
    }
}
