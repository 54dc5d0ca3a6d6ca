// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.NodeId;
import dev.mainstay.port.AgentClient;
import dev.mainstay.port.EventLoop;
import dev.mainstay.port.FenceClient;
import dev.mainstay.port.HostLoad;
import dev.mainstay.port.Leadership;
import dev.mainstay.port.LeaseClient;
import dev.mainstay.port.NodeClock;
import dev.mainstay.port.Proposer;
import dev.mainstay.port.StateSource;

/** What a node's executor works with. All of it is used on the one {@code loop}. */
public record ExecutorPorts(
        NodeId self,
        EventLoop loop,
        NodeClock clock,
        StateSource states,
        Proposer proposer,
        Leadership leadership,
        LeaseClient leases,
        AgentClient agent,
        FenceClient fences,
        HostLoad load) {}
