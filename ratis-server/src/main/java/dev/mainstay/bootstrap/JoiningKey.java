// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.security.Fingerprint;
import dev.mainstay.security.NodeKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;

/**
 * The key of a machine that has asked to join and may not have heard the answer. It is on disk
 * before it is shown to anybody, so that a repeated join is the same join.
 */
final class JoiningKey {

    private final Path file;
    private final PrivateKey privateKey;
    private final byte[] request;
    private final String fingerprint;

    private JoiningKey(Path file, PrivateKey privateKey, byte[] request, String fingerprint) {
        this.file = file;
        this.privateKey = privateKey;
        this.request = request;
        this.fingerprint = fingerprint;
    }

    static JoiningKey readOrMake(NodeFolder folder, String node) throws IOException {
        Path file = folder.keys().resolve("joining.key");
        if (!Files.exists(file)) {
            KeyPair keys = NodeKeys.generate();
            Base64.Encoder text = Base64.getEncoder();
            PrivateFile.write(file, text.encodeToString(keys.getPrivate().getEncoded()) + "\n"
                    + text.encodeToString(NodeKeys.request(keys, node)) + "\n");
        }
        return read(file);
    }

    private static JoiningKey read(Path file) throws IOException {
        try {
            List<String> lines = Files.readAllLines(file);
            byte[] request = Base64.getDecoder().decode(lines.get(1));
            return new JoiningKey(
                    file,
                    Der.privateKey(Base64.getDecoder().decode(lines.get(0))),
                    request,
                    Fingerprint.of(NodeKeys.verifyRequest(request)));
        } catch (GeneralSecurityException | IllegalArgumentException
                | IndexOutOfBoundsException damaged) {
            throw new IOException(file + " is damaged: delete it and join again", damaged);
        }
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    /** PKCS#10 in DER. */
    byte[] request() {
        return request.clone();
    }

    String fingerprint() {
        return fingerprint;
    }

    void forget() throws IOException {
        Files.deleteIfExists(file);
    }
}
