// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.executor;

import dev.mainstay.model.Attribute;
import dev.mainstay.model.AttributeSet;
import dev.mainstay.model.ClusterStatus;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.InstanceId;
import dev.mainstay.model.Node;
import dev.mainstay.model.NodeCondition;
import dev.mainstay.model.NodeCondition.JoinState;
import dev.mainstay.model.NodeCondition.Presence;
import dev.mainstay.model.NodeId;
import dev.mainstay.model.NodeStatus;
import dev.mainstay.model.OperationDigests;
import dev.mainstay.model.OperationRecord;
import dev.mainstay.model.OperationStatus;
import dev.mainstay.model.OperationTimes;
import dev.mainstay.model.ResourceHistory;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.port.AgentClient.Activity;
import dev.mainstay.port.AgentClient.LedgerEntry;
import dev.mainstay.scheduler.Plan;
import dev.mainstay.scheduler.Scheduler;
import dev.mainstay.scheduler.SchedulerInput;
import dev.mainstay.scheduler.graph.PlannedAction;
import dev.mainstay.scheduler.unpack.OperationDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a machine on its own does with its services, and in which order (safety.md 20): the plan of
 * the same scheduler over the configuration last known, with quorum lost, nobody else there, and
 * for a status what the agent really started. Only its stops and demotions are kept; what is
 * unmanaged is left alone, as by any plan. Fencing is no part of it, so a device that is missing,
 * or that cannot be reached, keeps nothing from being stopped.
 *
 * @param stops the instances of the ledger that are stopped, each with those that have to be done
 *         with before it
 * @param demotions those that are demoted and run on, likewise
 */
record LapsePlan(
        SortedMap<InstanceId, SortedSet<InstanceId>> stops,
        SortedMap<InstanceId, SortedSet<InstanceId>> demotions) {

    private static final String STOP = "stop";
    private static final String DEMOTE = "demote";

    /**
     * Without parameters that need a restart: others than the present ones ask for a reload, which
     * is none of what is kept of the plan.
     */
    private static final OperationDigests WHATEVER_PARAMETERS = new OperationDigests(
            Optional.empty(), Optional.of(OperationDigest.of(new TreeMap<>())), Optional.empty(),
            List.of(), List.of());

    /** Settings that a machine on its own has its own mind about. */
    private static final Set<String> OWN_SETTINGS = new TreeSet<>(List.of("no-quorum-policy",
            "no_quorum_policy", "fencing-enabled", "stonith-enabled", "stonith_enabled"));

    LapsePlan {
        stops = Collections.unmodifiableSortedMap(new TreeMap<>(stops));
        demotions = Collections.unmodifiableSortedMap(new TreeMap<>(demotions));
    }

    static LapsePlan of(
            LapsePolicy policy,
            Configuration configuration,
            NodeId self,
            List<LedgerEntry> ledger,
            Instant now) {
        return switch (policy) {
            case STOP -> new LapsePlan(
                    changes(STOP, actions(LapsePolicy.STOP, configuration, self, ledger, now),
                            ledger),
                    new TreeMap<>());
            case DEMOTE -> demoting(configuration, self, ledger, now);
            case LEAVE -> new LapsePlan(new TreeMap<>(), new TreeMap<>());
        };
    }

    private static LapsePlan demoting(
            Configuration configuration, NodeId self, List<LedgerEntry> ledger, Instant now) {
        List<PlannedAction> actions = actions(LapsePolicy.DEMOTE, configuration, self, ledger, now);
        SortedMap<InstanceId, SortedSet<InstanceId>> stops = changes(STOP, actions, ledger);
        // Whether an instance is promoted on which an action was under way, nobody can say.
        List<InstanceId> uncertain = ledger.stream()
                .filter(entry -> entry.activity() == Activity.UNCERTAIN)
                .map(LedgerEntry::instance)
                .toList();
        changes(STOP, actions(LapsePolicy.STOP, configuration, self, ledger, now), ledger)
                .forEach((instance, before) -> {
                    if (uncertain.contains(instance)) {
                        stops.putIfAbsent(instance, before);
                    }
                });
        SortedMap<InstanceId, SortedSet<InstanceId>> demotions = changes(DEMOTE, actions, ledger);
        demotions.keySet().removeAll(stops.keySet());
        return new LapsePlan(stops, demotions);
    }

    /** The instances that have to be done with before one of the plan is changed. */
    SortedSet<InstanceId> before(InstanceId instance) {
        SortedSet<InstanceId> before = stops.get(instance);
        return Objects.requireNonNull(before == null ? demotions.get(instance) : before);
    }

    /** Whether anything is done with an instance. */
    boolean changes(InstanceId instance) {
        return stops.containsKey(instance) || demotions.containsKey(instance);
    }

    private static List<PlannedAction> actions(
            LapsePolicy policy,
            Configuration configuration,
            NodeId self,
            List<LedgerEntry> ledger,
            Instant now) {
        ClusterStatus status = new ClusterStatus(
                false, true, false, Optional.empty(), List.of(status(self, ledger)), List.of());
        Plan plan = Scheduler.plan(new SchedulerInput(
                alone(policy, configuration, self), status, List.of(), now));
        // Nobody else can do it: what waits for itself is stopped too, in no order.
        return Stream.concat(plan.actions().stream(), plan.tiedUp().stream()).toList();
    }

    /** The instances of the ledger with an action of this task. */
    private static SortedMap<InstanceId, SortedSet<InstanceId>> changes(
            String task, List<PlannedAction> actions, List<LedgerEntry> ledger) {
        TreeMap<Integer, PlannedAction> byId = new TreeMap<>();
        actions.forEach(action -> byId.put(action.id(), action));
        TreeMap<InstanceId, SortedSet<InstanceId>> changes = new TreeMap<>();
        for (LedgerEntry entry : ledger) {
            List<PlannedAction> own = actions.stream()
                    .filter(action -> is(action, STOP) || is(action, DEMOTE))
                    .filter(action -> concerns(action, entry.instance(), actions))
                    .toList();
            if (own.stream().anyMatch(action -> is(action, task))) {
                changes.put(entry.instance(), before(own, byId, entry, ledger, actions));
            }
        }
        return changes;
    }

    /** The other instances of the ledger whose stop or demotion comes before, however far. */
    private static SortedSet<InstanceId> before(
            List<PlannedAction> own,
            SortedMap<Integer, PlannedAction> byId,
            LedgerEntry entry,
            List<LedgerEntry> ledger,
            List<PlannedAction> actions) {
        TreeSet<Integer> seen = new TreeSet<>();
        List<Integer> open = new ArrayList<>();
        own.forEach(action -> open.addAll(action.after()));
        TreeSet<InstanceId> before = new TreeSet<>();
        while (!open.isEmpty()) {
            int id = open.removeLast();
            PlannedAction action = byId.get(id);
            if (action != null && seen.add(id)) {
                open.addAll(action.after());
                ledger.stream().map(LedgerEntry::instance)
                        .filter(other -> !other.equals(entry.instance()))
                        .filter(other -> (is(action, STOP) || is(action, DEMOTE))
                                && concerns(action, other, actions))
                        .forEach(before::add);
            }
        }
        return before;
    }

    /** The scheduler may number an anonymous clone's instances anew; here is one of each. */
    private static boolean concerns(
            PlannedAction action, InstanceId instance, List<PlannedAction> actions) {
        String planned = action.resource().orElse("");
        if (planned.equals(instance.value())) {
            return true;
        }
        return new InstanceId(planned).resource().equals(instance.resource())
                && actions.stream().noneMatch(other -> other.task().equals(action.task())
                        && other.resource().filter(instance.value()::equals).isPresent());
    }

    private static boolean is(PlannedAction action, String task) {
        return action.kind() == PlannedAction.Kind.RESOURCE && action.task().equals(task);
    }

    private static Configuration alone(
            LapsePolicy policy, Configuration configuration, NodeId self) {
        List<Node> nodes = configuration.nodes().stream()
                .filter(node -> node.name().equals(self))
                .toList();
        List<AttributeSet> properties = Stream.concat(
                configuration.clusterProperties().stream().map(LapsePlan::withoutOwnSettings),
                Stream.of(new AttributeSet(Optional.of("alone"), Optional.empty(),
                        Optional.empty(), Optional.empty(), List.of(
                                setting("fencing-enabled", "false"),
                                setting("no-quorum-policy",
                                        policy.name().toLowerCase(Locale.ROOT))))))
                .toList();
        return configuration.withClusterProperties(properties)
                .withNodes(nodes.isEmpty()
                        ? List.of(new Node(self, self.value(), Node.NodeType.MEMBER,
                                Optional.empty(), List.of(), List.of()))
                        : nodes);
    }

    private static AttributeSet withoutOwnSettings(AttributeSet set) {
        return new AttributeSet(set.id(), set.reference(), set.score(), set.rule(),
                set.attributes().stream()
                        .filter(attribute -> attribute.name()
                                .filter(OWN_SETTINGS::contains).isEmpty())
                        .toList());
    }

    private static Attribute setting(String name, String value) {
        return new Attribute(Optional.of("alone-" + name), Optional.empty(), Optional.of(name),
                Optional.of(value));
    }

    private static NodeStatus status(NodeId self, List<LedgerEntry> ledger) {
        NodeCondition here = new NodeCondition(Presence.PRESENT, Presence.PRESENT,
                JoinState.MEMBER, JoinState.MEMBER, Optional.empty(), Optional.empty(), false,
                false, false);
        return new NodeStatus(self, self.value(), here, SortedMaps.empty(), SortedMaps.empty(),
                ledger.stream().map(LapsePlan::history).toList());
    }

    private static ResourceHistory history(LedgerEntry entry) {
        List<OperationRecord> records = new ArrayList<>();
        records.add(record(entry.instance(), "start", 1));
        if (entry.activity() == Activity.PROMOTED) {
            records.add(record(entry.instance(), "promote", 2));
        }
        return new ResourceHistory(entry.instance(), entry.agent(), Optional.empty(),
                Optional.empty(), records);
    }

    private static OperationRecord record(InstanceId instance, String task, int order) {
        return new OperationRecord(instance + "_last_" + order, task, 0, order,
                OperationStatus.DONE, 0, Optional.of(0), Optional.empty(), Optional.empty(),
                OperationTimes.ZERO, WHATEVER_PARAMETERS, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.of(instance + "_" + task + "_0"), Optional.empty());
    }
}
