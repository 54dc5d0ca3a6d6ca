// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.ratis;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/**
 * Mutual TLS of the Raft port; there is no way to start a peer without it.
 *
 * @param keys this node's key; may change its certificate while in use
 * @param trust decides in the handshake, on both sides
 * @param refusal asked again on every call and every message that arrives, because a connection
 *     outlives a membership: why the holder of this certificate may not speak, if it may not
 */
public record RaftTls(
        KeyManager keys,
        TrustManager trust,
        Function<X509Certificate, Optional<String>> refusal) {}
