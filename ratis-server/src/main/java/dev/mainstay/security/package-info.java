// SPDX-License-Identifier: Apache-2.0

/**
 * Who may speak to whom: the cluster's own certificate authority, the nodes' keys and
 * certificates, join tokens, TLS for every TCP port and the credential check of the local socket.
 * There is no plaintext listener on any network address. It knows no message of the API and
 * nothing of the log; whether a certificate's holder is still a member it asks
 * {@link dev.mainstay.port.MemberDirectory} on every call. Start reading at
 * {@link dev.mainstay.security.TlsContexts}.
 */
@NullMarked
package dev.mainstay.security;

import org.jspecify.annotations.NullMarked;
