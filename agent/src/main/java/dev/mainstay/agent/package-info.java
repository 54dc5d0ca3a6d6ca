// SPDX-License-Identifier: Apache-2.0
/**
 * The node agent: runs the resource agents of one machine for that machine's executor, over gRPC
 * and whatever transport the caller wires. It decides nothing; it makes sure that what it is asked
 * happens at most once, under the lease, and is never forgotten. Start with
 * {@link dev.mainstay.agent.NodeAgentDaemon}; the rules are at the calls in
 * {@code node_agent.proto}.
 */
@NullMarked
package dev.mainstay.agent;

import org.jspecify.annotations.NullMarked;
