// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.ResourceHistory;
import dev.mainstay.model.ResourceId;
import dev.mainstay.state.Command.RestartResource;
import dev.mainstay.state.PlanDemand.Grade;
import java.util.List;
import java.util.Optional;

/**
 * Restarts in place. The history of what runs is marked as having begun with parameters that are in
 * force no more: the scheduler then plans what it plans for changed parameters, a stop and a start
 * on the same machine, with all that depends on it, and the start's own record replaces the mark.
 * So it neither needs a target role, which somebody would have to take back, nor two plans, between
 * which the resource could go elsewhere.
 */
final class RestartCommands {

    /** No digest of parameters, which is hexadecimal, is equal to it. */
    private static final String MARK = "restart-requested";

    private RestartCommands() {}

    static Optional<Rejection> restart(StateDraft draft, RestartResource restart) {
        ResourceId resource = restart.resource();
        if (!draft.revisions.index().hasResource(resource)) {
            return Optional.of(new Rejection.NotFound(resource.value(),
                    "there is no resource " + resource));
        }
        if (restart.node().filter(node -> draft.node(node).isEmpty()).isPresent()) {
            return Optional.of(new Rejection.NotFound(restart.node().get().value(),
                    "there is no node " + restart.node().get()));
        }
        int marked = 0;
        for (NodeRecord node : List.copyOf(draft.nodes.values())) {
            if (node.isActive() && (restart.node().isEmpty()
                    || restart.node().get().equals(node.node()))) {
                marked += mark(draft, node, resource);
            }
        }
        if (marked == 0) {
            return Optional.of(new Rejection.NotPossibleNow("resource " + resource + " is not"
                    + " active" + restart.node().map(node -> " on " + node).orElse("")
                    + ": there is nothing to restart"));
        }
        draft.want(Grade.FRESHNESS, "resource " + resource + " is to restart");
        draft.happened(ClusterEvent.Kind.RESTART_REQUESTED, resource.value(),
                marked + " instances");
        return Optional.empty();
    }

    private static int mark(StateDraft draft, NodeRecord node, ResourceId resource) {
        NodeRecord next = node;
        int marked = 0;
        for (ResourceId leaf : draft.revisions.index().leaves(resource)) {
            for (InstanceHistory history : node.instancesOf(leaf).toList()) {
                if (history.activity() == Activity.ACTIVE
                        || history.activity() == Activity.PROMOTED) {
                    next = next.withHistory(history.withHistory(marked(history.history())));
                    marked++;
                }
            }
        }
        draft.put(next);
        return marked;
    }

    private static ResourceHistory marked(ResourceHistory history) {
        return new ResourceHistory(history.instance(), history.agent(), history.container(),
                history.shutdownLock(), history.records().stream()
                        .map(record -> record.intervalMillis() == 0 ? marked(record) : record)
                        .toList());
    }

    private static OperationRecord marked(OperationRecord record) {
        return new OperationRecord(record.id(), record.task(), record.intervalMillis(),
                record.order(), record.status(), record.exitCode(), record.expectedExitCode(),
                record.lastChange(), record.lastRun(), record.times(),
                new OperationDigests(Optional.of(MARK), Optional.empty(), Optional.empty(),
                        List.of(), List.of()),
                record.exitReason(), record.migrateSource(), record.migrateTarget(),
                record.operationKey(), record.transitionKey());
    }
}
