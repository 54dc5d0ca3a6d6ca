// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import io.grpc.util.AdvancedTlsX509KeyManager;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The credentials in use. A renewed certificate takes effect with the next handshake on every port,
 * without a restart; connections that are open go on.
 */
public final class HotCredentials {
    private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
    private volatile NodeCredentials current;

    public HotCredentials(NodeCredentials first) {
        this.current = first;
        install(first);
    }

    /** Replaces the credentials. */
    public void replace(NodeCredentials renewed) {
        install(renewed);
        current = renewed;
    }

    /** What the next handshake shows. */
    public NodeCredentials current() {
        return current;
    }

    /** For every TLS listener and client of this node, Ratis' included. */
    public X509ExtendedKeyManager keyManager() {
        return keys;
    }

    private void install(NodeCredentials credentials) {
        // The authority goes along: a joining machine recognises it by its fingerprint.
        X509Certificate[] chain = {credentials.certificate(), credentials.authority()};
        keys.updateIdentityCredentials(chain, credentials.key());
    }
}
