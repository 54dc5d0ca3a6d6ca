// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.bootstrap;

import dev.mainstay.port.LivenessSettings;
import dev.mainstay.ratis.RaftLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A node's own settings: what differs from machine to machine and is needed before the replicated
 * configuration can be read.
 *
 * @param node the node's name, unique in the cluster
 * @param address host name or address that the other nodes reach it by and that it listens on
 * @param liveness the same on all members
 * @param log when the log is cut, and into what pieces
 * @param agentRoots folders below which OCF resource agents are looked up, first match wins
 * @param fenceAgentRoots folders that hold fence agents, first match wins
 * @param alertUser the account that alert agents run as; empty for the usual one
 */
public record NodeConfiguration(
        String node,
        String address,
        Ports ports,
        NodeFolder folder,
        LivenessSettings liveness,
        ElectionTimes election,
        RaftLimits log,
        List<Path> agentRoots,
        List<Path> fenceAgentRoots,
        Optional<String> alertUser) {

    /** Where Debian's packages put resource agents. */
    public static final List<Path> AGENT_ROOTS = List.of(Path.of("/usr/lib/ocf/resource.d"));

    /** Where Debian's packages put fence agents. */
    public static final List<Path> FENCE_AGENT_ROOTS =
            List.of(Path.of("/usr/sbin"), Path.of("/sbin"));

    public NodeConfiguration {
        agentRoots = List.copyOf(agentRoots);
        fenceAgentRoots = List.copyOf(fenceAgentRoots);
    }

    /** A node with the defaults of a local network. */
    public static NodeConfiguration of(String node, String address, NodeFolder folder) {
        return new NodeConfiguration(node, address, Ports.DEFAULT, folder,
                LivenessSettings.LOCAL_NETWORK,
                ElectionTimes.LAN, RaftLimits.DEFAULT, AGENT_ROOTS, FENCE_AGENT_ROOTS,
                Optional.empty());
    }

    public NodeConfiguration withFolder(NodeFolder changed) {
        return new NodeConfiguration(
                node, address, ports, changed, liveness, election, log, agentRoots,
                fenceAgentRoots, alertUser);
    }

    public NodeConfiguration withPorts(Ports changed) {
        return new NodeConfiguration(
                node, address, changed, folder, liveness, election, log, agentRoots,
                fenceAgentRoots, alertUser);
    }

    public NodeConfiguration withElection(ElectionTimes changed) {
        return new NodeConfiguration(
                node, address, ports, folder, liveness, changed, log, agentRoots,
                fenceAgentRoots, alertUser);
    }

    /** Host and port of the Raft peer. */
    public String raftAddress() {
        return HostPort.text(address, ports.raft());
    }

    /** Host and port of the API. */
    public String apiAddress() {
        return HostPort.text(address, ports.api());
    }

    /** TCP ports that the node listens on. */
    public record Ports(int raft, int api) {
        public static final Ports DEFAULT = new Ports(7420, 7421);
    }

    /** Range that each Raft election timeout is drawn from. */
    public record ElectionTimes(Duration minimum, Duration maximum) {
        public static final ElectionTimes LAN =
                new ElectionTimes(Duration.ofMillis(500), Duration.ofSeconds(1));
    }
}
