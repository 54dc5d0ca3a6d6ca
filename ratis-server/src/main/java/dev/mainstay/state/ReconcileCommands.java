// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.state.Command.ReconcileLocal;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.transition.StepStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a node did by itself while it had no lease (safety.md 21). */
final class ReconcileCommands {

    private ReconcileCommands() {}

    static Optional<Rejection> reconcile(StateDraft draft, ReconcileLocal local) {
        Optional<NodeRecord> node = draft.node(local.node());
        if (node.isEmpty()) {
            return Optional.of(new Rejection.NotFound(local.node().value(),
                    "node " + local.node() + " is no member of this cluster"));
        }
        Optional<Rejection> other =
                NodeCommands.refuseOther(node.get(), local.incarnation());
        if (other.isPresent()) {
            return other;
        }
        // Some of it ran before the lease was over, and its result is still on its way.
        InFlightEnds.ofNode(draft, local.node(), StepStatus.UNKNOWN);
        List<EndedOperation> ended = new ArrayList<>();
        for (OperationRecord record : local.done()) {
            ExecutedOperation.instance(record).ifPresent(instance -> {
                recordDone(draft, local, instance, record);
                ended.add(EndedOperation.of(instance, record.task(), record));
            });
        }
        for (InstanceId instance : local.uncertain()) {
            InFlightEnds.markUnknown(draft, local.node(), instance);
            silence(draft, local.node(), instance);
        }
        draft.want(Grade.SAFETY, "node " + local.node() + " was without a lease");
        draft.happened(ClusterEvent.Kind.LOCAL_RECONCILED, local.node(), "",
                local.done().size() + " done, " + local.uncertain().size() + " uncertain", ended);
        return Optional.empty();
    }

    /**
     * What a monitor saw may be from before a stop that is still under way, and reports after it
     * name that stop, which no entry knows. A probe settles the instance; what is found active is
     * monitored anew.
     */
    private static void silence(StateDraft draft, NodeId name, InstanceId instance) {
        NodeRecord node = Monitors.withoutInstance(draft.node(name).orElseThrow(), instance);
        Optional<InstanceHistory> known =
                Optional.ofNullable(node.histories().get(instance));
        draft.put(known.map(InstanceHistory::withoutLastOperation).map(node::withHistory)
                .orElse(node));
    }

    private static void recordDone(
            StateDraft draft, ReconcileLocal local, InstanceId instance, OperationRecord record) {
        NodeRecord node = draft.node(local.node()).orElseThrow();
        int order = node.lastOrder() + 1;
        OperationRecord stamped = new OperationRecord(record.id(), record.task(),
                record.intervalMillis(), order, record.status(), record.exitCode(),
                Optional.of(record.expectedExitCode().orElse(0)), Optional.of(draft.now()),
                Optional.of(draft.now()), record.times(), record.digests(), record.exitReason(),
                record.migrateSource(), record.migrateTarget(), record.operationKey(),
                record.transitionKey());
        Verdict verdict = Verdict.of(stamped, stamped.expectedExitCode().orElse(0));
        NodeRecord recorded = node.withLastOrder(order)
                .withHistory(Histories.with(Optional.ofNullable(node.histories().get(instance)),
                        instance, InFlightEnds.agent(draft, node, instance), stamped, verdict));
        NodeRecord silent = Monitors.withoutInstance(recorded, instance);
        draft.put(verdict == Verdict.FAILED
                ? FailureCounts.counted(silent, instance, stamped, draft.revisions.index(),
                        draft.now())
                : silent);
        silence(draft, local.node(), instance);
    }
}
