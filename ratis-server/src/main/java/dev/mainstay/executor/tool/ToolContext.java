// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.ClusterState;

/**
 * Who calls a tool, and what the machine knows.
 *
 * @param self the machine that the caller runs on
 * @param resource the instance that it works for; empty if it is for none
 * @param leaderKnown whether the machine takes part in a cluster that has a leader
 */
public record ToolContext(
        NodeId self, String resource, boolean leaderKnown, ClusterState state) {}
