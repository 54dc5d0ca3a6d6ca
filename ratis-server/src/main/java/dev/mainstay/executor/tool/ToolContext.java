// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor.tool;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.scheduler.work.ResourceFlag;
import dev.mainstay.state.ClusterState;
import java.time.Instant;
import java.util.Optional;

/**
 * Who calls a tool, and what the machine knows.
 *
 * @param self the machine that the caller runs on
 * @param resource the instance that it works for; empty if it is for none
 * @param leader whom the machine takes for the leader; with none the cluster has no quorum here
 * @param upToDate whether all that was changed from here before can be read in the state: only then
 *        a value that it has already needs no change
 * @param held what was asked for here and is held back on purpose
 * @param now what a plan made at this moment would take for the time
 */
public record ToolContext(
        NodeId self,
        String resource,
        Optional<NodeId> leader,
        ClusterState state,
        Instant now,
        boolean upToDate,
        HeldAttributes held,
        ClusterViews views) {

    ClusterView view() {
        return views.of(this);
    }

    /**
     * The name under which an agent keeps notes of an instance. The instances of an anonymous clone
     * are one and the same service on a machine: of these it bears no number.
     */
    String noteName(String instance) {
        InstanceId id = new InstanceId(instance);
        boolean unique = id.isNumbered()
                && view().find(instance).filter(it -> it.is(ResourceFlag.UNIQUE)).isPresent();
        return unique ? instance : id.resource().value();
    }
}
