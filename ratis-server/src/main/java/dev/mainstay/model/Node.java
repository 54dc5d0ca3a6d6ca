// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A configured machine. The identity is the membership layer's (a number or UUID). */
public record Node(
        NodeId name,
        String identity,
        NodeType type,
        Optional<String> score,
        List<AttributeSet> attributes,
        List<AttributeSet> utilization) {
    public Node {
        Objects.requireNonNull(name);
        Objects.requireNonNull(identity);
        Objects.requireNonNull(type);
        Objects.requireNonNull(score);
        attributes = List.copyOf(attributes);
        utilization = List.copyOf(utilization);
    }

    /** Whether the machine is a full member, a remote one, or one that only answers pings. */
    public enum NodeType {
        MEMBER,
        REMOTE,
        PING
    }
}
