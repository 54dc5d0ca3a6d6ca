// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;

/**
 * A change of one transient attribute of one node.
 *
 * @param reach who is to know of it, if this makes it; one that is there stays what it is
 */
public record AttributeChange(NodeId node, String name, AttributeUpdate update, Reach reach) {

    /** A change of an attribute that all may know. */
    public AttributeChange(NodeId node, String name, AttributeUpdate update) {
        this(node, name, update, Reach.PUBLIC);
    }

    /** Who knows of an attribute. */
    public enum Reach {
        PUBLIC,
        /** Whoever asks for it by name, on any machine: no plan, no CIB and no event tells it. */
        PRIVATE
    }
}
