// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.transition.Action.ResourceAction;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns an action into what its agent is told, with the scheduler's own pure resolution, so that
 * what runs and what the scheduler compares are the same.
 */
@FunctionalInterface
public interface OrderResolution {

    /** Empty when the configuration does not know the resource any more. */
    Optional<ResolvedOrder> resolve(
            Configuration configuration, ResourceAction action, NodeId node, Instant now);

    /** @param role the role that a recurring monitor watches */
    record ResolvedOrder(
            AgentName agent,
            SortedMap<String, String> parameters,
            SortedMap<String, String> meta,
            SortedMap<String, String> environment,
            OperationDigests digests,
            String role,
            long startDelayMillis) {

        /** The meta-attributes, and what only the plan knows of this action. */
        SortedMap<String, String> meta(ResourceAction action) {
            SortedMap<String, String> all = new TreeMap<>(meta);
            all.putAll(action.context());
            return all;
        }
    }
}
