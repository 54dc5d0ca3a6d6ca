// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Decides in the handshake by one rule for both sides.
 *
 * <p>Host names are not compared: members are recognised by the member id in their certificate,
 * which stays the same when an address changes, and a stranger has no certificate of this
 * cluster's authority at any address.
 */
final class PeerTrust extends X509ExtendedTrustManager {
    private final Rule rule;

    /** What a chain must fulfil; throws with the reason. */
    @FunctionalInterface
    interface Rule {
        void require(X509Certificate[] chain) throws CertificateException;
    }

    PeerTrust(Rule rule) {
        this.rule = rule;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("the peer showed no certificate");
        }
        rule.require(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    /** None: with a list, clients whose authority is not on it would not even show a chain. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
