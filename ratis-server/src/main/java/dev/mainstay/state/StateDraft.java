// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.state;

import dev.mainstay.model.NodeId;
import dev.mainstay.model.ResourceId;
import dev.mainstay.model.TicketStatus;
import dev.mainstay.transition.TransitionProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcollections.PSortedMap;

/**
 * The next state while one entry is applied to it, with the events that it causes. Lives for one
 * call and is thrown away when the command is rejected.
 */
final class StateDraft {

    private final ClusterState before;
    private final LogEntry entry;
    private final List<ClusterEvent> events = new ArrayList<>();
    private final SortedMap<Integer, Rejection> refused = new TreeMap<>();

    Instant logTime;
    int featureLevel;
    Membership membership;
    RevisionHistory revisions;
    PSortedMap<NodeId, NodeRecord> nodes;
    PSortedMap<String, TicketStatus> tickets;
    PSortedMap<ResourceId, Move> moves;
    FencingLedger fencing;
    TransitionProgress progress;
    PlanDemand planDemand;
    RequestOutcomes outcomes;
    PSortedMap<String, Stage> stages;
    DigestCheckpoint checkpoint;

    StateDraft(ClusterState before, LogEntry entry) {
        this.before = before;
        this.entry = entry;
        logTime = entry.time().isAfter(before.logTime()) ? entry.time() : before.logTime();
        featureLevel = before.featureLevel();
        membership = before.membership();
        revisions = before.revisions();
        nodes = before.nodes();
        tickets = before.tickets();
        moves = before.moves();
        fencing = before.fencing();
        progress = before.progress();
        planDemand = before.planDemand();
        outcomes = before.outcomes();
        stages = before.stages();
        checkpoint = before.checkpoint();
    }

    ClusterState toState() {
        return new ClusterState(new LogPosition(entry.term(), entry.index()), logTime,
                featureLevel, membership, revisions, nodes, tickets, moves, fencing, progress,
                planDemand, outcomes, stages, checkpoint);
    }

    /** The state that the entry is applied to. */
    ClusterState before() {
        return before;
    }

    LogEntry entry() {
        return entry;
    }

    long index() {
        return entry.index();
    }

    /** Log time of the entry. */
    Instant now() {
        return logTime;
    }

    List<ClusterEvent> events() {
        return events;
    }

    /** The parts of the command that had no effect, by position. */
    SortedMap<Integer, Rejection> refused() {
        return refused;
    }

    void refuse(int part, Rejection why) {
        refused.put(part, why);
    }

    Optional<NodeRecord> node(NodeId node) {
        return Optional.ofNullable(nodes.get(node));
    }

    void put(NodeRecord node) {
        nodes = nodes.plus(node.node(), node);
    }

    /** Asks for a plan that knows this entry. */
    void want(PlanDemand.Grade grade, String why) {
        planDemand = planDemand.raised(grade, index(), why);
    }

    void happened(ClusterEvent.Kind kind, NodeId node, String subject, String detail) {
        events.add(new ClusterEvent(index(), now(), kind, Optional.of(node), subject, detail));
    }

    /** With the operations that ended with it. */
    void happened(ClusterEvent.Kind kind, NodeId node, String subject, String detail,
            List<EndedOperation> ended) {
        events.add(new ClusterEvent(
                index(), now(), kind, Optional.of(node), subject, detail, ended));
    }

    void happened(ClusterEvent.Kind kind, String subject, String detail) {
        events.add(new ClusterEvent(index(), now(), kind, Optional.empty(), subject, detail));
    }
}
