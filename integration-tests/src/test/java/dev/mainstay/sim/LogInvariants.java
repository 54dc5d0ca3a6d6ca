// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.sim;

import dev.mainstay.model.InstanceId;
import dev.mainstay.model.NodeId;
import dev.mainstay.port.LeaseClient.Renewal;
import dev.mainstay.port.LeaseClient.Reply;
import dev.mainstay.state.Applied;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.Command;
import dev.mainstay.state.Command.AdoptTransition;
import dev.mainstay.state.InstanceHistory;
import dev.mainstay.state.LogEntry;
import dev.mainstay.state.NodeEvent;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.NodeState;
import dev.mainstay.state.Outcome;
import dev.mainstay.state.PlanDemand;
import dev.mainstay.state.PlanDemand.Grade;
import dev.mainstay.transition.Action.ResourceAction;
import dev.mainstay.transition.InFlightAction;
import dev.mainstay.transition.Task;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcollections.TreePMap;

/** What has to be true of every committed entry (invariants 1 to 3, 6 and 8). */
@SuppressWarnings("ReferenceEquality") // What apply left alone is the same object.
final class LogInvariants {

    /** A transient attribute that agents raise by one at a time. */
    static final String COUNTER = "drills";

    private final World world;
    private final SortedMap<NodeId, Integer> counted = new TreeMap<>();
    private final SortedMap<String, Loss> lost = new TreeMap<>();

    LogInvariants(World world) {
        this.world = world;
    }

    void check(ClusterState before, LogEntry entry, Applied applied) {
        ClusterState after = applied.state();
        if (after.appliedIndex() != entry.index()
                || (after.logTime().isBefore(before.logTime())
                        && !(entry.command() instanceof Command.ResetTime))) {
            throw world.violation(4, "entry " + entry.index() + " did not advance the state");
        }
        if (applied.outcome() instanceof Outcome.Accepted) {
            rememberLoss(entry);
            requireUnknown(before, after, entry.command());
            if (entry.command() instanceof AdoptTransition adoption) {
                requireFresh(before, entry, adoption);
            }
        }
        if (entry.command() instanceof Command.ChangeAttributes) {
            after.nodes().values().forEach(this::requireCountedOnce);
        }
        if (entry.command() instanceof Command.RecordActionResult result) {
            requireHistoryKept(before, after, result);
        }
        if (after.inFlight() != before.inFlight()) {
            for (InFlightAction action : after.inFlight().values()) {
                if (!before.inFlight().containsKey(action.id())) {
                    ordered(after, entry, action);
                }
            }
        }
    }

    void counted(NodeId node) {
        counted.merge(node, 1, Integer::sum);
    }

    /** However often an entry was asked for again. */
    private void requireCountedOnce(NodeRecord node) {
        int count = Integer.parseInt(node.attributes().getOrDefault(COUNTER, "0"));
        int asked = counted.getOrDefault(node.node(), 0);
        if (count > asked) {
            throw world.violation(8, "the counter of " + node.node() + " is at " + count
                    + " and was to be raised " + asked + " times");
        }
    }

    /**
     * Whoever grants has to know what was committed when it proved that it leads, and no renewal
     * that is sent after a loss is ever granted. One that was sent before may be answered after
     * it, however late: its lease counts from when it was sent, so that what waits for the lease
     * of the lost waits for this one too.
     */
    void granted(Renewal renewal, long sentNanos, Reply.Granted grant) {
        Loss loss = lost.get(renewal.node() + " " + renewal.incarnation());
        if (loss != null && (sentNanos > loss.nanos() || grant.commitIndex() >= loss.index())) {
            throw world.violation(2, "incarnation " + renewal.incarnation() + " of "
                    + renewal.node() + " is lost and was granted a lease");
        }
    }

    private void rememberLoss(LogEntry entry) {
        if (entry.command() instanceof Command.RecordNodeEvent(NodeId node, NodeEvent.Lost event)) {
            lost.putIfAbsent(node + " " + event.incarnation(),
                    new Loss(entry.index(), world.time().nowNanos()));
        }
    }

    private void ordered(ClusterState after, LogEntry entry, InFlightAction action) {
        boolean heldBack = entry.command() instanceof AdoptTransition adoption
                && adoption.holdsBackFreshness();
        Grade grade = after.planDemand().grade();
        if (grade == Grade.SAFETY && !heldBack || grade == Grade.FRESHNESS && !heldBack) {
            throw world.violation(6, action.action().key() + " became in flight while a plan was"
                    + " wanted: " + after.planDemand().reason());
        }
        if (action.action() instanceof ResourceAction resource) {
            requirePresent(after, action, resource);
            if (resource.task() == Task.START || resource.task() == Task.PROMOTE) {
                requireInactiveElsewhere(after, resource);
            }
        }
    }

    private void requireFresh(ClusterState before, LogEntry entry, AdoptTransition adoption) {
        PlanDemand demand = before.planDemand();
        boolean stale = demand.lastSafety() > adoption.base()
                || demand.adoption().index() > adoption.base() || adoption.term() != entry.term();
        if (stale || !adoption.assumedInFlight().containsAll(before.inFlight().keySet())) {
            throw world.violation(6, "a plan from index " + adoption.base() + " was adopted at "
                    + entry.index() + " although it does not know of: " + demand.reason());
        }
    }

    /** What a lost machine was starting has neither ended nor failed by that. */
    private void requireUnknown(ClusterState before, ClusterState after, Command command) {
        if (!(command instanceof Command.RecordNodeEvent(NodeId node, NodeEvent.Lost lost))) {
            return;
        }
        for (InFlightAction action : before.inFlight().values()) {
            if (action.node().equals(node) && action.incarnation() == lost.incarnation()
                    && action.action() instanceof ResourceAction busy
                    && busy.task() == Task.START
                    && after.node(node).filter(record -> !record.state().isSettled()).isPresent()
                    && after.node(node).orElseThrow().instancesOf(busy.resource())
                            .allMatch(history -> history.activity().isCertainlyInactive())) {
                throw world.violation(3, busy.key() + " was in flight on " + node
                        + " when that was lost, and is taken for stopped");
            }
        }
    }

    /** A result that was not expected never overwrites history. */
    private void requireHistoryKept(ClusterState before, ClusterState after,
            Command.RecordActionResult result) {
        InFlightAction action = before.inFlight().get(result.action());
        if (action != null && action.node().equals(result.node())
                && action.incarnation() == result.incarnation()) {
            return;
        }
        for (InstanceHistory history : after.node(result.node()).map(NodeRecord::histories)
                .orElse(TreePMap.empty()).values()) {
            InstanceHistory known = before.node(result.node()).orElseThrow().histories()
                    .get(history.history().instance());
            if (history != known && known != null
                    && !history.history().records().equals(known.history().records())) {
                throw world.violation(8, "a result of " + result.action()
                        + ", which was not in flight, changed the history of "
                        + history.history().instance());
            }
        }
    }

    private void requirePresent(
            ClusterState after, InFlightAction action, ResourceAction resource) {
        boolean present = after.node(resource.node()).filter(NodeRecord::isActive)
                .filter(node -> node.incarnation() == action.incarnation()).isPresent();
        if (!present) {
            throw world.violation(2, resource.key() + " is ordered of an incarnation of "
                    + resource.node() + " that is over");
        }
    }

    private void requireInactiveElsewhere(ClusterState after, ResourceAction start) {
        boolean promotes = start.task() == Task.PROMOTE;
        Blueprint.Service service = Blueprint.service(start.resource().value());
        if (service == null || (service.isClone() && !promotes)) {
            return;
        }
        for (NodeRecord node : after.nodes().values()) {
            if (node.node().equals(start.node()) || node.state().isSettled()
                    || node.state() == NodeState.LOST && fencesNobody(after)) {
                continue;
            }
            Optional<InstanceHistory> active = node.instancesOf(start.resource())
                    .filter(history -> promotes ? mayBePromoted(history)
                            : !history.activity().isCertainlyInactive())
                    .findFirst();
            if (active.isPresent() && !isMigration(after, start, node.node())) {
                throw world.violation(node.isActive() ? 1 : 2, start.key() + " on " + start.node()
                        + " is ordered while it is " + active.get().activity() + " on "
                        + node.node() + ", which is " + node.state());
            }
        }
        after.inFlight().values().forEach(other -> {
            if (other.action() instanceof ResourceAction busy
                    && busy.resource().equals(start.resource())
                    && !busy.node().equals(start.node()) && busy.task() == start.task()) {
                throw world.violation(1, start.key() + " is in flight on " + start.node()
                        + " and on " + busy.node());
            }
        });
    }

    /** Nothing settles a lost machine then: what really runs has to tell. */
    private static boolean fencesNobody(ClusterState state) {
        return state.configuration().clusterProperties().stream()
                .flatMap(set -> set.attributes().stream())
                .anyMatch(property -> property.name().filter("stonith-enabled"::equals).isPresent()
                        && property.value().filter("false"::equals).isPresent());
    }

    private static boolean mayBePromoted(InstanceHistory history) {
        return switch (history.activity()) {
            case PROMOTED, UNKNOWN -> true;
            case INACTIVE, ACTIVE, FAILED -> false;
        };
    }

    private static boolean isMigration(ClusterState state, ResourceAction start, NodeId from) {
        return state.inFlight().values().stream().anyMatch(
                other -> other.action() instanceof ResourceAction busy
                        && busy.task() == Task.MIGRATE_TO && busy.node().equals(from)
                        && busy.instance().equals(new InstanceId(start.instance().value())));
    }

    /** When the loss of an incarnation was committed. */
    private record Loss(long index, long nanos) {}
}
