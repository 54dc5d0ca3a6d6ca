// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import dev.mainstay.transition.NodeThrottle;
import dev.mainstay.transition.ThrottleMode;
import dev.mainstay.transition.Throttles;
import java.util.Optional;
import org.pcollections.PSortedMap;

/** The load of the machines as they reported it themselves. */
record ReportedThrottles(PSortedMap<NodeId, NodeRecord> nodes) implements Throttles {

    @Override
    public NodeThrottle of(NodeId node) {
        return Optional.ofNullable(nodes.get(node))
                .flatMap(NodeRecord::throttle)
                .orElse(NodeThrottle.UNKNOWN);
    }

    @Override
    public int peers() {
        return (int) nodes.values().stream().filter(NodeRecord::isActive).count();
    }

    @Override
    public boolean anyHigh() {
        return nodes.values().stream()
                .filter(NodeRecord::isActive)
                .flatMap(node -> node.throttle().stream())
                .anyMatch(throttle -> throttle.mode() == ThrottleMode.HIGH);
    }
}
