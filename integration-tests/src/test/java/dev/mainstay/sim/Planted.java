// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.leader.Planner;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.AgentClient;
import dev.mainstay.port.LeaseClient;
import dev.mainstay.port.LeaseGrantor;
import dev.mainstay.port.Proposer;
import dev.mainstay.port.StateSource;

/**
 * Where a violation of a safety rule can be planted: the seams between the parts, each of which is
 * passed through unchanged here. A planted violation changes one of them; nothing in the product
 * knows of it.
 */
class Planted {

    /** Nothing is planted. */
    static final Planted NOTHING = new Planted();

    /** How the cluster applies entries. */
    Applying everywhere(Applying real) {
        return real;
    }

    /** How one machine applies entries. */
    Applying applying(NodeId node, Applying everywhere, World world) {
        return everywhere;
    }

    SimulatedDisk disk(VirtualTime time, Chance chance) {
        return new SimulatedDisk(time, chance);
    }

    /** The executor's line to its agent. */
    AgentClient agent(AgentClient line, VirtualProcess process) {
        return line;
    }

    /** The executor's line to whoever leads. */
    LeaseClient leases(LeaseClient client, World world, NodeId node) {
        return client;
    }

    /** Who grants leases on a machine that leads. */
    LeaseGrantor grantor(LeaseGrantor grantor, World world, NodeId node) {
        return grantor;
    }

    /** The executor's way to the log. */
    Proposer proposer(Proposer proposer, World world) {
        return proposer;
    }

    /** What the executor reads. */
    StateSource states(StateSource states, NodeId node, World world) {
        return states;
    }

    /** The epoch that an agent takes an order for, when another one may have attached since. */
    long epoch(long ordered, long attached) {
        return ordered;
    }

    Planner planner(Planner planner) {
        return planner;
    }
}
