// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import io.grpc.Channel;

/**
 * The lines to this machine's own agent and fence drivers, which whoever runs the node provides: in
 * the same process or in another one.
 */
public record LocalAgents(Channel agent, Channel fenceDrivers) {}
