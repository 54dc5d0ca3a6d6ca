// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What an operator carries to a machine that is to join: where the cluster is, how to recognise
 * it, and a secret that admits one machine, once, for a short time.
 *
 * <p>As text it is one word, so that it survives a terminal. The state keeps only the hash of the
 * secret; who reads the log or a snapshot cannot join with it.
 *
 * @param authorityFingerprint SHA-256 of the authority's certificate; the joining machine talks to
 *     nobody else
 * @param addresses API addresses, {@code host:port}
 * @param secretId names the secret in the state, so that it can be used up
 * @param secret 32 random bytes in hex
 */
public record JoinToken(
        String clusterId,
        String authorityFingerprint,
        List<String> addresses,
        String secretId,
        String secret,
        Instant expiry) {
    private static final String PREFIX = "mst1-";
    private static final int SECRET_BYTES = 32;
    private static final int SECRET_ID_BYTES = 8;
    private static final int CHECKSUM_BYTES = Integer.BYTES;
    private static final int ADDRESSES_MAX = 64;

    public JoinToken {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() || addresses.size() > ADDRESSES_MAX) {
            throw new IllegalArgumentException(
                    "a join token needs 1 to " + ADDRESSES_MAX + " addresses");
        }
    }

    /** A text that is not a join token; the message is for the person who pasted it. */
    public static final class InvalidTokenException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidTokenException(String message) {
            super(message);
        }
    }

    /** A token with a fresh secret. */
    public static JoinToken create(
            String clusterId,
            String authorityFingerprint,
            List<String> addresses,
            Instant expiry,
            SecureRandom random) {
        return new JoinToken(
                clusterId,
                authorityFingerprint,
                addresses,
                hex(random, SECRET_ID_BYTES),
                hex(random, SECRET_BYTES),
                expiry);
    }

    /** What the state keeps of the secret, and compares an offered one by. */
    public String secretHash() {
        return hash(secretId, secret);
    }

    /** The hash of an offered secret. */
    public static String hash(String secretId, String secret) {
        return Fingerprint.sha256(
                ("mainstay join " + secretId + " " + secret).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the token is past its time; the state decides again by log time. */
    public boolean expired(Instant now) {
        return !now.isBefore(expiry);
    }

    /** The token as one word. */
    public String text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(clusterId);
            out.writeUTF(authorityFingerprint);
            out.writeByte(addresses.size());
            for (String address : addresses) {
                out.writeUTF(address);
            }
            out.writeUTF(secretId);
            out.writeUTF(secret);
            out.writeLong(expiry.getEpochSecond());
            out.writeInt(checksum(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PREFIX
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /**
     * Reads a token from text.
     *
     * @throws InvalidTokenException saying whether it is no token at all or was damaged on its way
     */
    public static JoinToken parse(String text) throws InvalidTokenException {
        String word = text.strip();
        if (!word.startsWith(PREFIX)) {
            throw new InvalidTokenException(
                    "not a join token: one starts with '" + PREFIX
                            + "' and is printed by 'mainstay cluster token'");
        }
        byte[] bytes = decode(word.substring(PREFIX.length()));
        int end = bytes.length - CHECKSUM_BYTES;
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            JoinToken token =
                    new JoinToken(
                            in.readUTF(),
                            in.readUTF(),
                            readAddresses(in),
                            in.readUTF(),
                            in.readUTF(),
                            Instant.ofEpochSecond(in.readLong()));
            if (in.available() != CHECKSUM_BYTES
                    || in.readInt() != checksum(Arrays.copyOf(bytes, end))) {
                throw damaged();
            }
            return token;
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw damaged();
        }
    }

    private static byte[] decode(String encoded) throws InvalidTokenException {
        try {
            return Base64.getUrlDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
    }

    private static List<String> readAddresses(DataInputStream in) throws IOException {
        int count = in.readUnsignedByte();
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            addresses.add(in.readUTF());
        }
        return addresses;
    }

    private static InvalidTokenException damaged() {
        return new InvalidTokenException(
                "the join token is damaged or incomplete: copy the whole word that"
                        + " 'mainstay cluster token' printed");
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static String hex(SecureRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Leaves the secret out: tokens end up in logs. */
    @Override
    public String toString() {
        return "JoinToken[" + clusterId + ", " + addresses + ", " + secretId + ", " + expiry + "]";
    }
}
