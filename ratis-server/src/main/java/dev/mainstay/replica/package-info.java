// SPDX-License-Identifier: Apache-2.0
/**
 * This machine's copy of the state and its way to the log: applies committed entries and publishes
 * what comes out, carries proposals to the leader, and proves that a read is current. It knows the
 * log only by {@link dev.mainstay.port.RaftGateway} and other machines only by
 * {@link dev.mainstay.port.PeerClient}. Start reading at
 * {@link dev.mainstay.replica.AppliedState}.
 */
@NullMarked
package dev.mainstay.replica;

import org.jspecify.annotations.NullMarked;
