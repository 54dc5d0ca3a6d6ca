// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * The folder with a node's keys: {@code ca.pem}, {@code node.key}, {@code node.pem}, and on voters
 * {@code ca.key}. Every file has mode 0600 and is replaced as a whole.
 */
public final class CredentialFolder {
    private final Path folder;

    /** @param folder made on the first save if it is missing */
    public CredentialFolder(Path folder) {
        this.folder = folder;
    }

    /** Keeps what the node shows and trusts. */
    public void save(NodeCredentials credentials) throws IOException {
        SecretFile.createFolder(folder);
        SecretFile.write(file("ca.pem"), Pem.of(credentials.authority()));
        SecretFile.write(file("node.key"), Pem.of(credentials.key()));
        // Last: a folder with node.pem is complete.
        SecretFile.write(file("node.pem"), Pem.of(credentials.certificate()));
    }

    /** Keeps the authority itself; on voters only. */
    public void save(CertificateAuthority authority) throws IOException {
        SecretFile.createFolder(folder);
        SecretFile.write(file("ca.pem"), Pem.of(authority.certificate()));
        SecretFile.write(file("ca.key"), Pem.of(authority.key()));
    }

    /** Removes the authority's key, when the node stops being a voter. */
    public void forgetAuthority() throws IOException {
        Files.deleteIfExists(file("ca.key"));
    }

    /**
     * The node's credentials, if it has any.
     *
     * @throws IOException if a file is damaged, open to others, or does not belong to the others;
     *     the message says which and what to do
     */
    public Optional<NodeCredentials> loadNode() throws IOException {
        if (!Files.exists(file("node.pem"))) {
            return Optional.empty();
        }
        try {
            PrivateKey key = Pem.privateKey(SecretFile.read(file("node.key")));
            X509Certificate certificate = Pem.certificate(SecretFile.read(file("node.pem")));
            X509Certificate authority = Pem.certificate(SecretFile.read(file("ca.pem")));
            requirePair(key, certificate);
            certificate.verify(authority.getPublicKey());
            return Optional.of(new NodeCredentials(key, certificate, authority));
        } catch (GeneralSecurityException e) {
            throw damaged(e);
        }
    }

    /** The authority, if this node keeps it. */
    public Optional<CertificateAuthority> loadAuthority() throws IOException {
        if (!Files.exists(file("ca.key"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    CertificateAuthority.of(
                            Pem.privateKey(SecretFile.read(file("ca.key"))),
                            Pem.certificate(SecretFile.read(file("ca.pem")))));
        } catch (GeneralSecurityException e) {
            throw damaged(e);
        }
    }

    private IOException damaged(GeneralSecurityException cause) {
        return new IOException(
                "the keys in " + folder + " are damaged: " + cause.getMessage()
                        + "; restore the folder from a backup, or remove the node from the cluster"
                        + " and join again",
                cause);
    }

    /** Whether a key can sign what a certificate verifies. */
    static void requirePair(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException {
        byte[] probe = certificate.getPublicKey().getEncoded();
        Signature signature = Signature.getInstance(NodeKeys.SIGNATURE);
        signature.initSign(key);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(probe);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the key does not belong to its certificate");
        }
    }

    private Path file(String name) {
        return folder.resolve(name);
    }
}
