// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import java.util.List;

/**
 * What a node is called in its certificate, besides its member id.
 *
 * @param nodeName the node's name, also a DNS name of the certificate
 * @param hosts further host names and literal addresses under which it is reached; the loopback
 *     addresses are always added
 */
public record CertificateNames(String nodeName, List<String> hosts) {
    public CertificateNames {
        hosts = List.copyOf(hosts);
        if (nodeName.isBlank() || hosts.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a name in a certificate must not be blank");
        }
    }
}
