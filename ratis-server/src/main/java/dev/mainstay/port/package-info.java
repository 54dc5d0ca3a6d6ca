// SPDX-License-Identifier: Apache-2.0

/**
 * What the parts of the shell know of each other. The replicated log, the API, the executor and
 * the leader's loops never name one another's classes: each is written against the interfaces of
 * this package and {@code bootstrap} wires them together. Nothing here knows Ratis, gRPC or a
 * clock. Start reading at {@link dev.mainstay.port.RaftGateway}.
 */
@NullMarked
package dev.mainstay.port;

import org.jspecify.annotations.NullMarked;
