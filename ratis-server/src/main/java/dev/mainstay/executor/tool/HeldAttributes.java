// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.model.NodeId;
import dev.mainstay.state.AttributeUpdate;
import java.util.Optional;

/** What was said of transient attributes here and is held back. May be asked on any thread. */
public interface HeldAttributes {

    /** What is to become of the value that the state has; empty if nothing is held. */
    Optional<AttributeUpdate> held(NodeId node, String name);
}
