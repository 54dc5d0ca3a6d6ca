// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import dev.mainstay.model.NodeId;
import dev.mainstay.proto.v1.ReadPosition;
import dev.mainstay.state.ClusterState;
import java.util.Optional;

/** A state that is shown to somebody, and how it was read. */
public record Reading(
        ClusterState state, ReadConsistency consistency, NodeId node, Optional<NodeId> leader) {

    ReadPosition position() {
        return ReadPosition.newBuilder()
                .setAppliedIndex(state.position().index())
                .setTerm(state.position().term())
                .setConsistency(consistency.encode())
                .setNode(node.value())
                .setLeader(leader.map(NodeId::value).orElse(""))
                .setDigestIndex(state.checkpoint().index())
                .setDigest(state.checkpoint().digest())
                .build();
    }
}
