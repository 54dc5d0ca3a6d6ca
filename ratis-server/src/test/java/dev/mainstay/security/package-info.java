// SPDX-License-Identifier: Apache-2.0

/** Tests of certificates, tokens and listeners, over real sockets where a handshake decides. */
@NullMarked
package dev.mainstay.security;

import org.jspecify.annotations.NullMarked;
