// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;

/** A change of one transient attribute of one node. */
public record AttributeChange(NodeId node, String name, AttributeUpdate update) {}
