// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.replica;

import dev.mainstay.model.NodeId;

/** Peer ids are a node's name, a dot, and what sets its successive peers apart. */
public final class PeerIds {

    private PeerIds() {}

    /** The machine that a peer of the log runs on. */
    public static NodeId node(String peerId) {
        int dot = peerId.lastIndexOf('.');
        return new NodeId(dot < 0 ? peerId : peerId.substring(0, dot));
    }
}
