// SPDX-License-Identifier: Apache-2.0
/**
 * Stand-ins for the tools of Pacemaker that resource agents call: small scripts on the agents'
 * PATH, and the gate at which the node agent takes their calls. What a call means is not known
 * here: it is handed to the agent's master, which has the cluster.
 */
@NullMarked
package dev.mainstay.agent.tool;

import org.jspecify.annotations.NullMarked;
