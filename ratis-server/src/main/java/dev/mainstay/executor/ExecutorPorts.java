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
import dev.mainstay.port.RemoteAgents;
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
        HostLoad load,
        RemoteAgents remotes) {

    /** Of a node that connects to no remote machine. */
    public ExecutorPorts(
            NodeId self,
            EventLoop loop,
            NodeClock clock,
            StateSource states,
            Proposer proposer,
            Leadership leadership,
            LeaseClient leases,
            AgentClient agent,
            FenceClient fences,
            HostLoad load) {
        this(self, loop, clock, states, proposer, leadership, leases, agent, fences, load,
                RemoteAgents.NONE);
    }

    /** The same for the part of a remote machine that this node connects to. */
    ExecutorPorts of(NodeId remote, NodeClock remoteClock, AgentClient remoteAgent) {
        return new ExecutorPorts(remote, loop, remoteClock, states, proposer, leadership, leases,
                remoteAgent, fences, load, RemoteAgents.NONE);
    }
}
