// SPDX-License-Identifier: Apache-2.0

/**
 * The adapter to Apache Ratis, and the only package that sees it: one peer of the log, its state
 * machine, its storage and its membership, all over bytes. It knows nothing of what the entries
 * mean. Two things it does beside adapting, because Ratis leaves them to its user: it checks what
 * is on disk before Ratis reads it, and it proves leadership by a majority round of its own
 * ({@link dev.mainstay.ratis.LeaderProver}), because Ratis' linearizable reads can be stale. Start
 * reading at {@link dev.mainstay.ratis.RaftNode}.
 */
@NullMarked
package dev.mainstay.ratis;

import org.jspecify.annotations.NullMarked;
