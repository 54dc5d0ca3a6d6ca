// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;

/**
 * A machine that runs the agent alone: a node of the cluster over its connection, and no member.
 *
 * @param node its name, and the id of the resource that connects to it
 * @param machineId unique for ever; its certificate carries it
 * @param keyFingerprint SHA-256 of the public key in that certificate, lower-case hex; empty while
 *         it is awaited after a restore
 * @param address host and port of its agent, where the connection names no other
 */
public record RemoteMachine(
        NodeId node, String machineId, String keyFingerprint, String address) {

    /** A machine of a restored cluster, whose certificate is of the one before. */
    RemoteMachine awaited() {
        return new RemoteMachine(node, machineId, "", address);
    }

    /** Whether it needs a new token before anybody can connect to it. */
    public boolean isAwaited() {
        return keyFingerprint.isEmpty();
    }
}
