// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.scheduler;

import dev.mainstay.model.AgentName;
import dev.mainstay.model.Bundle;
import dev.mainstay.model.Clone;
import dev.mainstay.model.ClusterStatus;
import dev.mainstay.model.Configuration;
import dev.mainstay.model.Constraint;
import dev.mainstay.model.Group;
import dev.mainstay.model.InFlightAction;
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
import dev.mainstay.model.Primitive;
import dev.mainstay.model.Resource;
import dev.mainstay.model.ResourceHistory;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.Score;
import dev.mainstay.model.SortedMaps;
import dev.mainstay.state.ClusterState;
import dev.mainstay.state.InstanceHistory;
import dev.mainstay.state.InstanceHistory.Certainty;
import dev.mainstay.state.Member;
import dev.mainstay.state.Move;
import dev.mainstay.state.NodeRecord;
import dev.mainstay.state.NodeState;
import dev.mainstay.transition.Task;
import dev.mainstay.transition.TransitionProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the scheduler reads of the replicated state. Machines that are lost look unclean, settled
 * ones cleanly gone; requests to move are location constraints that nobody configured.
 */
public final class SchedulerInputs {

    /** Ids of the constraints that stand for requests to move begin with this. */
    public static final String MOVE_PREFIX = "move-request-";

    /** Those that keep a connection to a machine that was not admitted yet begin with this. */
    public static final String UNADMITTED_PREFIX = "not-admitted-";

    private static final String SHUTDOWN = "shutdown";

    private SchedulerInputs() {}

    /** The input of a plan by a leader that holds quorum. */
    public static SchedulerInput of(ClusterState state, Instant now) {
        return of(state, now, Optional.empty());
    }

    /** @param leader the machine whose fencing and shutdown come last */
    public static SchedulerInput of(ClusterState state, Instant now, Optional<NodeId> leader) {
        ClusterStatus status = new ClusterStatus(
                true,
                true,
                state.nodes().values().stream().anyMatch(NodeRecord::watchdogArmed),
                leader,
                state.nodes().values().stream().map(node -> status(state, node)).toList(),
                List.copyOf(state.tickets().values()));
        return new SchedulerInput(configuration(state), status, inFlight(state), now);
    }

    private static Configuration configuration(ClusterState state) {
        Configuration written = state.configuration();
        List<Constraint> constraints = new ArrayList<>(written.constraints());
        state.moves().values().forEach(move -> constraints.addAll(constraints(move)));
        written.resources().forEach(resource -> hold(state, resource, constraints));
        return written.withNodes(nodes(state, written)).withConstraints(constraints);
    }

    /**
     * Every member is a machine of the cluster, configured or not. One that is only configured was
     * removed, or is not there yet: it is nothing that could run something or has to be fenced.
     */
    private static List<Node> nodes(ClusterState state, Configuration written) {
        List<Node> nodes = new ArrayList<>(written.nodes().stream()
                .filter(node -> node.type() != Node.NodeType.MEMBER
                        || state.members().containsKey(node.name()))
                .toList());
        TreeSet<NodeId> configured = new TreeSet<>();
        written.nodes().forEach(node -> configured.add(node.name()));
        for (Member member : state.members().values()) {
            if (!configured.contains(member.node())) {
                nodes.add(new Node(member.node(), member.node().value(), Node.NodeType.MEMBER,
                        Optional.empty(), List.of(), List.of()));
            }
        }
        return nodes;
    }

    /** A connection to a machine that nobody admitted could not start, and would count failures. */
    private static void hold(
            ClusterState state, Resource resource, List<Constraint> constraints) {
        switch (resource) {
            case Primitive primitive -> {
                boolean connection = state.revisions().index().agent(primitive.id())
                        .filter(AgentName::isRemoteConnection).isPresent();
                boolean admitted = Optional.ofNullable(state.membership().remotes()
                        .get(new NodeId(primitive.id().value())))
                        .filter(machine -> !machine.isAwaited()).isPresent();
                if (connection && !admitted) {
                    state.members().keySet().forEach(node -> constraints.add(location(
                            UNADMITTED_PREFIX, primitive.id(), node, Score.MINUS_INFINITY)));
                }
            }
            case Group group -> group.members().forEach(
                    member -> hold(state, member, constraints));
            case Clone clone -> hold(state, clone.child(), constraints);
            case Bundle _ -> {
                // What is in one has no connection of its own.
            }
        }
    }

    private static List<Constraint> constraints(Move move) {
        return move.target()
                .map(target -> List.of(
                        location(MOVE_PREFIX, move.resource(), target, Score.INFINITY)))
                .orElseGet(() -> move.from().stream()
                        .map(node -> location(
                                MOVE_PREFIX, move.resource(), node, Score.MINUS_INFINITY))
                        .toList());
    }

    private static Constraint location(
            String prefix, ResourceId resource, NodeId node, Score score) {
        return new Constraint.Location(prefix + resource + "-" + node,
                Optional.of(resource), Optional.empty(), List.of(), Optional.of(node),
                Optional.of(score.toString()), Optional.empty(), Optional.empty(), List.of());
    }

    private static NodeStatus status(ClusterState state, NodeRecord node) {
        String identity = state.configuration().nodes().stream()
                .filter(configured -> configured.name().equals(node.node()))
                .map(Node::identity)
                .findFirst()
                .orElse(node.node().value());
        return new NodeStatus(node.node(), identity, condition(state, node), attributes(node),
                SortedMaps.empty(), histories(state, node));
    }

    private static NodeCondition condition(ClusterState state, NodeRecord node) {
        return state.membership().remotes().containsKey(node.node())
                ? remoteCondition(node)
                : memberCondition(node);
    }

    /** Whether it is there is its connection's to tell; only that it was fenced is said here. */
    private static NodeCondition remoteCondition(NodeRecord node) {
        Presence presence = node.isActive() ? Presence.PRESENT : Presence.ABSENT;
        JoinState join = node.isActive() ? JoinState.MEMBER : JoinState.DOWN;
        return new NodeCondition(presence, presence, join, join, Optional.empty(),
                Optional.empty(), true, node.state() == NodeState.SETTLED, false);
    }

    private static NodeCondition memberCondition(NodeRecord node) {
        boolean here = node.isActive();
        Presence presence = here ? Presence.PRESENT : Presence.ABSENT;
        // Expected to be there and gone: unclean, until it is fenced. One that a restored cluster
        // waits for is not: nobody asked to have it fenced, and apply holds services meanwhile.
        boolean awaited = node.state() == NodeState.UNHEARD;
        JoinState expected =
                node.state().isSettled() || awaited ? JoinState.DOWN : JoinState.MEMBER;
        Optional<Instant> since = here ? Optional.of(node.join().at()) : Optional.empty();
        return new NodeCondition(presence, presence, here ? JoinState.MEMBER : JoinState.DOWN,
                expected, since, since, false, false, false);
    }

    /** A machine that was lost while it shut down did not shut down: it has to be fenced. */
    private static SortedMap<String, String> attributes(NodeRecord node) {
        if (node.isActive()) {
            return node.attributes();
        }
        TreeMap<String, String> attributes = new TreeMap<>(node.attributes());
        attributes.remove(SHUTDOWN);
        return attributes;
    }

    /**
     * What is unknown on a machine that is there is left out, so that it is probed first; on a lost
     * one it is shown as a start that was begun, so that it counts as active until fencing. What is
     * not configured any more is never probed: there it is shown as active, so that it is stopped.
     */
    private static List<ResourceHistory> histories(ClusterState state, NodeRecord node) {
        return node.histories().values().stream()
                .flatMap(history -> {
                    if (history.isKnown() || node.isActive() && isOnItsWay(state, node, history)) {
                        return Stream.of(history.history());
                    }
                    boolean configured = state.revisions().index()
                            .agent(history.history().instance().resource()).isPresent();
                    if (node.isActive() && configured) {
                        return Stream.empty();
                    }
                    return Stream.of(possiblyActive(history, node.isActive()
                            ? OperationStatus.DONE
                            : OperationStatus.PENDING));
                })
                .toList();
    }

    /**
     * Whether the scheduler sees at the source that a live migration goes on to this machine, or
     * has brought the instance: a probe beside it would tell nothing.
     */
    private static boolean isOnItsWay(
            ClusterState state, NodeRecord node, InstanceHistory history) {
        return history.certainty() == Certainty.KNOWN && history.arrival()
                .filter(arrival -> isSending(state, arrival.source(), node.node(), history)
                        || hasSent(state, arrival.source(), node.node(), history))
                .isPresent();
    }

    private static boolean isSending(
            ClusterState state, NodeId source, NodeId target, InstanceHistory history) {
        return state.inFlight().values().stream()
                .filter(action -> action.node().equals(source))
                .map(TransitionProgress::resourceAction)
                .flatMap(Optional::stream)
                .anyMatch(action -> action.instance().equals(history.history().instance())
                        && action.migrateTarget().filter(target::equals).isPresent());
    }

    private static boolean hasSent(
            ClusterState state, NodeId source, NodeId target, InstanceHistory history) {
        String last = history.history().instance() + "_last_0";
        return state.node(source)
                .flatMap(node -> Optional.ofNullable(
                        node.histories().get(history.history().instance())))
                .filter(InstanceHistory::isKnown)
                .stream()
                .flatMap(sent -> sent.history().records().stream())
                .anyMatch(record -> record.id().equals(last)
                        && record.task().equals(Task.MIGRATE_TO.ocfName())
                        && record.migrateTarget().filter(target::equals).isPresent());
    }

    private static ResourceHistory possiblyActive(
            InstanceHistory history, OperationStatus status) {
        ResourceHistory known = history.history();
        List<OperationRecord> records = new ArrayList<>(known.records());
        int order = status == OperationStatus.PENDING
                ? -1
                : records.stream().mapToInt(OperationRecord::order).max().orElse(0) + 1;
        records.add(new OperationRecord(known.instance() + "_unknown", "start", 0, order,
                status, 0, Optional.empty(), Optional.empty(), Optional.empty(),
                OperationTimes.ZERO, OperationDigests.NONE, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.of(known.instance() + "_start_0"), Optional.empty()));
        return new ResourceHistory(known.instance(), known.agent(), known.container(),
                known.shutdownLock(), records);
    }

    private static List<InFlightAction> inFlight(ClusterState state) {
        return state.inFlight().values().stream()
                .flatMap(action -> TransitionProgress.resourceAction(action)
                        .map(resource -> new InFlightAction(action.id().toString(),
                                resource.instance(), resource.task().ocfName(),
                                resource.intervalMillis(), resource.node()))
                        .stream())
                .toList();
    }
}
